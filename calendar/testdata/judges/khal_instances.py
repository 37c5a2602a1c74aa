"""What khal makes of a feed.

    python3 khal_instances.py instances   a question a line on stdin, "FILE<TAB>FROM<TAB>TO" in Unix seconds;
                                          for each the VEVENT instances that start in [FROM,TO), "UID<TAB>START<TAB>END"
                                          a line (Unix seconds, or YYYYMMDD for VALUE=DATE), and a line "."

It first prints a line that says who answers. Exit status 69 is: khal is not
there.

The way is khal's own: a file is split by UID as "khal import" does, each part
goes into the database that khal keeps of every calendar, which expands the
rules, and the instances are those that "khal list" asks it for. Rules are
expanded up to 2037 only. Zones are those of pytz, by TZID, as in recurring.py.
"""

import calendar
import datetime
import logging
import sys

try:
    import icalendar
    import icalendar.cal
    import khal
    import pytz
    from khal.icalendar import split_ics
    from khal.khalendar.backend import SQLiteDb
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(69)

# khal tells of oddities, and of EXDATEs without an instance, on stderr.
logging.getLogger("khal").setLevel(logging.ERROR)

LOCALE = {"local_timezone": pytz.UTC, "default_timezone": pytz.UTC}


def row(item, start, end):
    """One instance; what khal keeps of an event is its text."""
    for event in icalendar.Calendar.from_ical(item).walk("VEVENT"):
        if event.get("STATUS") == "CANCELLED":
            return None
        uid = event["UID"]
    if isinstance(start, datetime.datetime):
        at = calendar.timegm(start.utctimetuple())
        return at, uid, at, calendar.timegm(end.utctimetuple())
    return calendar.timegm(start.timetuple()), uid, start.strftime("%Y%m%d"), end.strftime("%Y%m%d")


def instances(name, start, end):
    icalendar.cal._timezone_cache.clear()  # or it would keep zones of earlier files
    with open(name, encoding="utf-8", newline="") as file:
        text = file.read()
    db = SQLiteDb(["feed"], ":memory:", LOCALE)
    with db.at_once():
        for number, part in enumerate(split_ics(text, default_timezone=pytz.UTC)):
            db.update(part, "%d.ics" % number, calendar="feed")
    # The database gives all that overlaps.
    first, last = (datetime.datetime.fromtimestamp(at, datetime.timezone.utc) for at in (start, end))
    rows = list(db.get_localized(first, last))
    rows += db.get_floating(first.replace(tzinfo=None), last.replace(tzinfo=None))
    for item, _, begins, ends, _, _, _ in rows:
        found = row(item, begins, ends)
        if found and start <= found[0] < end:
            yield found[1:]


if sys.argv[1:] != ["instances"]:
    sys.exit("unknown arguments: %s" % sys.argv[1:])
print("khal %s" % khal.__version__, flush=True)
for line in sys.stdin:
    name, start, end = line.rstrip("\n").split("\t")
    for found in instances(name, int(start), int(end)):
        print(*found, sep="\t")
    print(".", flush=True)
