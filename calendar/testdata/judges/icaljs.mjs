// What ical.js (the parser of Thunderbird) makes of a feed.
//
//   node icaljs.mjs instances      a question a line on stdin, "FILE<TAB>FROM<TAB>TO" in Unix seconds;
//                                  for each the VEVENT instances that start in [FROM,TO), "UID<TAB>START<TAB>END"
//                                  a line (Unix seconds, or YYYYMMDD for VALUE=DATE), and a line "."
//   node icaljs.mjs available      the same for the AVAILABLE components of each VAVAILABILITY
//   node icaljs.mjs texts          the same questions; for each VEVENT, whenever it is, a line of JSON: an array of its
//                                  UID, SUMMARY, DESCRIPTION, LOCATION, list of CATEGORIES, and CN of the ORGANIZER
//   node icaljs.mjs offsets FILE   "TZID<TAB>YYYYMMDDTHHMMSS" a line on stdin, a local time: the offset of the
//                                  file's VTIMEZONE then
//
// All but offsets first print a line that says who answers. Exit status
// 69 is: ical.js is not there.
//
// Zones are those of the file and no others: the package has none of its own.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';

const folder = process.env.NOONMARK_ICALJS;
const require = createRequire(folder ? resolve(folder) + '/' : import.meta.url);
let ICAL, version;
try {
	const file = require.resolve('ical.js');
	const module = require(file);
	ICAL = module.default ?? module;
	version = JSON.parse(readFileSync(resolve(file, '../../package.json'))).version;
} catch (error) {
	console.error(error.message.split('\n')[0]);
	process.exit(69);
}

function read(file) {
	const parsed = ICAL.parse(readFileSync(file, 'utf8'));
	// Several calendars in a file come as a list of them.
	const calendars = (typeof parsed[0] === 'string' ? [parsed] : parsed).map((c) => new ICAL.Component(c));
	ICAL.TimezoneService.reset();
	for (const calendar of calendars) {
		for (const zone of calendar.getAllSubcomponents('vtimezone')) {
			ICAL.TimezoneService.register(zone);
		}
	}
	return calendars;
}

function* components(calendars, mode) {
	for (const calendar of calendars) {
		if (mode !== 'available') {
			yield* calendar.getAllSubcomponents('vevent');
		} else {
			for (const availability of calendar.getAllSubcomponents('vavailability')) {
				yield* availability.getAllSubcomponents('available');
			}
		}
	}
}

const seconds = (time) => (time.isDate ? Date.UTC(time.year, time.month - 1, time.day) / 1000 : time.toUnixTime());
const text = (time) => (time.isDate ? time.toICALString() : String(time.toUnixTime()));

function* instances(component, from, to) {
	if (component.getFirstPropertyValue('status') === 'CANCELLED') {
		return;
	}
	const event = new ICAL.Event(component, { strictExceptions: true });
	if (!event.isRecurring()) {
		if (seconds(event.startDate) >= from && seconds(event.startDate) < to) {
			yield [event.uid, text(event.startDate), text(event.endDate)];
		}
		return;
	}
	const times = event.iterator();
	for (let time = times.next(); time && seconds(time) < to; time = times.next()) {
		const found = event.getOccurrenceDetails(time);
		if (seconds(found.startDate) >= from) {
			yield [event.uid, text(found.startDate), text(found.endDate)];
		}
	}
}

const texts = (component) => {
	const value = (name) => component.getFirstPropertyValue(name) ?? '';
	const categories = component.getAllProperties('categories').flatMap((p) => p.getValues());
	const name = component.getFirstProperty('organizer')?.getParameter('cn') ?? '';
	return JSON.stringify([value('uid'), value('summary'), value('description'), value('location'), categories, name]);
};

async function answer(mode) {
	console.log(`ical.js ${version}`);
	for await (const line of createInterface({ input: process.stdin })) {
		const [file, from, to] = line.split('\t');
		const lines = [];
		for (const component of components(read(file), mode)) {
			if (mode === 'texts') {
				lines.push(texts(component));
				continue;
			}
			for (const found of instances(component, Number(from), Number(to))) {
				lines.push(found.join('\t'));
			}
		}
		lines.push('.');
		process.stdout.write(lines.join('\n') + '\n');
	}
}

async function offsets(file) {
	read(file);
	const lines = [];
	for await (const line of createInterface({ input: process.stdin })) {
		const [name, local] = line.split('\t');
		const zone = ICAL.TimezoneService.get(name);
		if (!zone) {
			throw new Error(`no such zone: ${name}`);
		}
		const part = (from, to) => Number(local.slice(from, to));
		lines.push(zone.utcOffset({ year: part(0, 4), month: part(4, 6), day: part(6, 8), hour: part(9, 11), minute: part(11, 13), second: part(13, 15) }));
	}
	process.stdout.write(lines.map((offset) => offset + '\n').join(''));
}

const [mode, file] = process.argv.slice(2);
if (mode === 'offsets') {
	await offsets(file);
} else if (['instances', 'available', 'texts'].includes(mode)) {
	await answer(mode);
} else {
	throw new Error(`unknown mode: ${mode}`);
}
