/*
 * What libical (Evolution, GNOME Calendar, KOrganizer) makes of a feed.
 *
 *   libical instances      a question a line on stdin, "FILE<TAB>FROM<TAB>TO" in Unix seconds;
 *                          for each the VEVENT instances that start in [FROM,TO), "UID<TAB>START<TAB>END"
 *                          a line (Unix seconds, or YYYYMMDD for VALUE=DATE), and a line "."
 *   libical available      the same for the AVAILABLE components of each VAVAILABILITY
 *   libical restrictions   the same for what icalrestriction_check and the parser object to
 *   libical texts          the same; for each VEVENT, whenever it is, a line of its UID, SUMMARY, DESCRIPTION,
 *                          LOCATION, CATEGORIES and CN of the ORGANIZER, with tabs between them, and the CATEGORIES with
 *                          commas between them, each text in hexadecimal
 *   libical offsets FILE   "TZID<TAB>SECONDS" a line on stdin: the offset of the file's VTIMEZONE at that instant
 *   libical encode FILE    bytes and nanoseconds of writing what is in the file
 *
 * All but offsets and encode first print a line that says who answers.
 *
 * libical looks for a TZID among the VTIMEZONEs of the file before it looks
 * among its own, so zones are judged too. It does not apply RECURRENCE-ID, and
 * a date that is both in RRULE and RDATE it tells twice.
 */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void die(const char *what, const char *name)
{
	fprintf(stderr, "libical: %s %s\n", what, name);
	exit(1);
}

static icalcomponent *parse(const char *name)
{
	FILE *f = fopen(name, "rb");
	if (!f || fseek(f, 0, SEEK_END))
		die("cannot read", name);
	long size = ftell(f);
	rewind(f);
	char *text = malloc(size + 1);
	if (!text || fread(text, 1, size, f) != (size_t)size)
		die("cannot read", name);
	fclose(f);
	text[size] = 0;
	icalcomponent *root = icalparser_parse_string(text);
	free(text);
	return root;
}

/* each calls visit for every component of a kind, at any depth. */
static void each(icalcomponent *c, icalcomponent_kind kind, void (*visit)(icalcomponent *, void *), void *data)
{
	if (kind == ICAL_ANY_COMPONENT || icalcomponent_isa(c) == kind)
		visit(c, data);
	icalcompiter i = icalcomponent_begin_component(c, ICAL_ANY_COMPONENT);
	for (icalcomponent *child; (child = icalcompiter_deref(&i)); icalcompiter_next(&i))
		each(child, kind, visit, data);
}

struct window { long long from, to; };

static void day(time_t t, char out[16]) { strftime(out, 16, "%Y%m%d", gmtime(&t)); }

static void print_span(icalcomponent *c, struct icaltime_span *span, void *data)
{
	struct window *w = data;
	if (span->start < w->from || span->start >= w->to)
		return;
	const char *uid = icalcomponent_get_uid(c);
	if (icaltime_is_date(icalcomponent_get_dtstart(c))) {
		char start[16], end[16];
		day(span->start, start);
		day(span->end, end);
		printf("%s\t%s\t%s\n", uid ? uid : "", start, end);
	} else
		printf("%s\t%lld\t%lld\n", uid ? uid : "", (long long)span->start, (long long)span->end);
}

static void expand(icalcomponent *c, void *data)
{
	struct window *w = data;
	const time_t margin = 400 * 86400; /* instances are chosen by overlap, and by local time: see print_span */
	if (icalcomponent_get_status(c) == ICAL_STATUS_CANCELLED)
		return;
	icaltimezone *utc = icaltimezone_get_utc_timezone();
	icalcomponent_foreach_recurrence(c, icaltime_from_timet_with_zone(w->from - margin, 0, utc),
		icaltime_from_timet_with_zone(w->to + margin, 0, utc), print_span, w);
}

static void print_errors(icalcomponent *c, void *data)
{
	int *errors = data;
	icalproperty *p = icalcomponent_get_first_property(c, ICAL_XLICERROR_PROPERTY);
	for (; p; p = icalcomponent_get_next_property(c, ICAL_XLICERROR_PROPERTY), ++*errors) {
		icalparameter *type = icalproperty_get_first_parameter(p, ICAL_XLICERRORTYPE_PARAMETER);
		printf("%s: %s: %s\n", icalcomponent_kind_to_string(icalcomponent_isa(c)),
			type ? icalparameter_enum_to_string(icalparameter_get_xlicerrortype(type)) : "",
			icalproperty_get_xlicerror(p));
	}
}

static void check(icalcomponent *c, void *data)
{
	if (!icalrestriction_check(c))
		*(int *)data = 1;
}

static void restrictions(icalcomponent *root)
{
	int failed = 0, errors = 0;
	each(root, ICAL_VCALENDAR_COMPONENT, check, &failed);
	each(root, ICAL_ANY_COMPONENT, print_errors, &errors);
	if (failed && !errors)
		puts("icalrestriction_check failed");
}

static void hex(const char *text)
{
	for (; text && *text; text++)
		printf("%02x", (unsigned char)*text);
}

static void texts(icalcomponent *c, void *data)
{
	(void)data;
	hex(icalcomponent_get_uid(c));
	putchar('\t');
	hex(icalcomponent_get_summary(c));
	putchar('\t');
	hex(icalcomponent_get_description(c));
	putchar('\t');
	hex(icalcomponent_get_location(c));
	putchar('\t');
	int first = 1;
	for (icalproperty *p = icalcomponent_get_first_property(c, ICAL_CATEGORIES_PROPERTY); p; p = icalcomponent_get_next_property(c, ICAL_CATEGORIES_PROPERTY)) {
		if (!first)
			putchar(',');
		first = 0;
		hex(icalproperty_get_categories(p));
	}
	putchar('\t');
	icalproperty *organizer = icalcomponent_get_first_property(c, ICAL_ORGANIZER_PROPERTY);
	if (organizer)
		hex(icalproperty_get_parameter_as_string(organizer, "CN"));
	putchar('\n');
}

static void answer(const char *mode)
{
	static char line[8192];
	printf("libical %s\n", ICAL_VERSION);
	fflush(stdout);
	while (fgets(line, sizeof line, stdin)) {
		struct window w;
		const char *name = strtok(line, "\t\n"), *from = strtok(NULL, "\t\n"), *to = strtok(NULL, "\t\n");
		w.from = from ? atoll(from) : 0;
		w.to = to ? atoll(to) : 0;
		icalcomponent *root = parse(name ? name : "");
		if (!root) {
			if (strcmp(mode, "restrictions"))
				die("no calendar in", name);
			puts("no calendar");
		} else if (!strcmp(mode, "restrictions"))
			restrictions(root);
		else if (!strcmp(mode, "texts"))
			each(root, ICAL_VEVENT_COMPONENT, texts, NULL);
		else
			each(root, strcmp(mode, "available") ? ICAL_VEVENT_COMPONENT : ICAL_XAVAILABLE_COMPONENT, expand, &w);
		if (root)
			icalcomponent_free(root);
		puts(".");
		fflush(stdout);
	}
}

struct zones { icaltimezone **all; size_t count; };

static void add_zone(icalcomponent *c, void *data)
{
	struct zones *z = data;
	icaltimezone *zone = icaltimezone_new();
	z->all = realloc(z->all, (z->count + 1) * sizeof *z->all);
	if (!z->all || !icaltimezone_set_component(zone, icalcomponent_new_clone(c)))
		die("bad", "VTIMEZONE");
	z->all[z->count++] = zone;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(icaltimezone_get_tzid(*(icaltimezone **)a), icaltimezone_get_tzid(*(icaltimezone **)b));
}

static int is_named(const void *name, const void *b) { return strcmp(name, icaltimezone_get_tzid(*(icaltimezone **)b)); }

static void offsets(const char *file)
{
	static char line[1024];
	struct zones z = {0};
	icalcomponent *root = parse(file);
	if (!root)
		die("no calendar in", file);
	each(root, ICAL_VTIMEZONE_COMPONENT, add_zone, &z);
	if (z.count)
		qsort(z.all, z.count, sizeof *z.all, by_name);
	while (fgets(line, sizeof line, stdin)) {
		const char *name = strtok(line, "\t\n"), *at = strtok(NULL, "\t\n");
		icaltimezone **zone = name && z.count ? bsearch(name, z.all, z.count, sizeof *z.all, is_named) : NULL;
		if (!zone || !at)
			die("no such zone:", name ? name : "");
		int daylight;
		struct icaltimetype t = icaltime_from_timet_with_zone(atoll(at), 0, icaltimezone_get_utc_timezone());
		printf("%d\n", icaltimezone_get_utc_offset_of_utc_time(*zone, &t, &daylight));
	}
}

static long long now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void encode(const char *file)
{
	icalcomponent *c = parse(file);
	if (!c)
		die("no calendar in", file);
	size_t bytes = 0;
	long long best = -1, begin = now();
	do {
		long long start = now();
		char *text = icalcomponent_as_ical_string_r(c);
		long long took = now() - start;
		bytes = strlen(text);
		free(text);
		if (best < 0 || took < best)
			best = took;
	} while (now() - begin < 1000000000LL);
	printf("%zu\t%lld\n", bytes, best);
	icalcomponent_free(c);
}

int main(int argc, char **argv)
{
	const char *mode = argc > 1 ? argv[1] : "";
	if (argc == 2 && (!strcmp(mode, "instances") || !strcmp(mode, "available") || !strcmp(mode, "restrictions") || !strcmp(mode, "texts")))
		answer(mode);
	else if (argc == 3 && !strcmp(mode, "offsets"))
		offsets(argv[2]);
	else if (argc == 3 && !strcmp(mode, "encode"))
		encode(argv[2]);
	else
		die("unknown arguments:", mode);
	return 0;
}
