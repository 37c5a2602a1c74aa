"""What icalendar and recurring_ical_events (Python) make of a feed.

    python3 recurring.py instances   a question a line on stdin, "FILE<TAB>FROM<TAB>TO" in Unix seconds;
                                     for each the VEVENT instances that start in [FROM,TO), "UID<TAB>START<TAB>END"
                                     a line (Unix seconds, or YYYYMMDD for VALUE=DATE), and a line "."

It first prints a line that says who answers. Exit status 69 is: the packages
are not there.

icalendar 4 takes a zone whose TZID pytz knows from pytz, which on Debian reads
the machine's tz database, and only others from the VTIMEZONE of the file. So
this judge judges rules and exceptions, and VTIMEZONEs only if their TZID is no
name of the tz database.
"""

import datetime
import sys

try:
    import icalendar
    import icalendar.cal
    import pkg_resources
    import recurring_ical_events
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(69)

UTC = datetime.timezone.utc


def seconds(time):
    if not isinstance(time, datetime.datetime):
        time = datetime.datetime(time.year, time.month, time.day, tzinfo=UTC)
    elif time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    return int(time.timestamp())


def text(time):
    if isinstance(time, datetime.datetime):
        return str(seconds(time))
    return time.strftime("%Y%m%d")


def instances(name, start, end):
    icalendar.cal._timezone_cache.clear()  # or it would keep zones of earlier files
    with open(name, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    # between takes all that overlaps, in local time: ask for more, and choose.
    margin = datetime.timedelta(days=3)
    first = datetime.datetime.fromtimestamp(start, UTC) - margin
    last = datetime.datetime.fromtimestamp(end, UTC) + margin
    for event in recurring_ical_events.of(calendar).between(first, last):
        if event.get("STATUS") == "CANCELLED":
            continue
        if start <= seconds(event["DTSTART"].dt) < end:
            yield event["UID"], text(event["DTSTART"].dt), text(event["DTEND"].dt)


if sys.argv[1:] != ["instances"]:
    sys.exit("unknown arguments: %s" % sys.argv[1:])
versions = [pkg_resources.get_distribution(name) for name in ("recurring-ical-events", "icalendar")]
print(*versions, sep=", ", flush=True)
for line in sys.stdin:
    name, start, end = line.rstrip("\n").split("\t")
    for found in instances(name, int(start), int(end)):
        print(*found, sep="\t")
    print(".", flush=True)
