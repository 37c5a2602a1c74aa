<?php
// What sabre/vobject (Nextcloud, ownCloud, Baikal) makes of a feed.
//
//   php vobject.php instances   a question a line on stdin, "FILE<TAB>FROM<TAB>TO" in Unix seconds;
//                               for each the VEVENT instances that start in [FROM,TO), "UID<TAB>START<TAB>END"
//                               a line (Unix seconds, or YYYYMMDD for VALUE=DATE), and a line "."
//
// It first prints a line that says who answers. Exit status 69 is: the package
// is not there.
//
// Version 2.1 takes zones from PHP by their TZID, which on Debian reads the
// machine's tz database, and never reads the rules of a VTIMEZONE: an unknown
// TZID is UTC. It knows no RDATE.
date_default_timezone_set('UTC');
error_reporting(E_ALL & ~E_DEPRECATED); // of PHP 8.2, for a library of 2015
ini_set('display_errors', 'stderr');
if (!@include 'Sabre/VObject/autoload.php') {
	fwrite(STDERR, "no Sabre/VObject/autoload.php in " . get_include_path() . "\n");
	exit(69);
}

use Sabre\VObject;

function seconds(DateTime $time, bool $date): int {
	return $date ? strtotime($time->format('Y-m-d') . 'T00:00:00Z') : $time->getTimestamp();
}

function at(DateTime $time, bool $date): string {
	return $date ? $time->format('Ymd') : (string)$time->getTimestamp();
}

function instances(string $file, int $from, int $to): void {
	$calendar = VObject\Reader::read(file_get_contents($file));
	// expand takes all that overlaps: ask for more, and choose.
	$calendar->expand(new DateTime('@' . ($from - 3 * 86400)), new DateTime('@' . ($to + 3 * 86400)));
	foreach ($calendar->select('VEVENT') as $event) {
		$date = $event->DTSTART->getDateType() === VObject\Property\DateTime::DATE;
		$start = $event->DTSTART->getDateTime();
		if ((string)$event->STATUS === 'CANCELLED' || seconds($start, $date) < $from || seconds($start, $date) >= $to) {
			continue;
		}
		$end = clone $start;
		if (isset($event->DTEND)) {
			$end = $event->DTEND->getDateTime();
		} elseif (isset($event->DURATION)) {
			$end->add(VObject\DateTimeParser::parseDuration((string)$event->DURATION));
		} elseif ($date) {
			$end->modify('+1 day');
		}
		echo $event->UID, "\t", at($start, $date), "\t", at($end, $date), "\n";
	}
}

if (array_slice($argv, 1) !== ['instances']) {
	fwrite(STDERR, "unknown arguments\n");
	exit(1);
}
echo 'sabre/vobject ', VObject\Version::VERSION, "\n";
while (($line = fgets(STDIN)) !== false) {
	[$file, $from, $to] = explode("\t", rtrim($line, "\n"));
	instances($file, (int)$from, (int)$to);
	echo ".\n";
}
