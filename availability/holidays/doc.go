// Package holidays knows the public holidays of countries and of their parts, by
// the codes of ISO 3166: [Region]("DE-BY") are those of Bavaria. They go
// where package availability takes [availability.Holidays].
//
// The rules are those of github.com/rickar/cal/v2, which is a list that volunteers
// keep, and this package is the map from codes to it. [Regions] lists the codes. To
// get newer rules, update that module.
//
// # Which days
//
// What cal calls a public or a bank holiday counts, and so does what it gives no
// type, as it often does. What it calls a religious or another kind of day does not: Christmas
// Eve in Sweden is no holiday by law, though few people work.
//
// Where a holiday on a weekend is observed on another day, both days count, and the
// name of the other says "(observed)". In England, Christmas of 2027 is Saturday
// the 25th and Monday the 27th. A day may be observed in another year: Americans had
// 31 December 2021 off for the New Year's Day of 2022.
//
// Names are as cal has them, mostly in the language of the place.
//
// A country of which cal knows only the parts, as Australia, has the days that all of
// its parts share. So has Switzerland: cal has a list for it, but one of days that
// some cantons have. "GB" is England and Wales, for which cal has a list. Those of Scotland
// and Northern Ireland are made of the same rules and of their own by statute.
//
// # What is not there
//
// Most countries, and the parts of most others. Holidays that are half a day,
// that hold for a town or a trade, or that follow the moon: Thailand's and Kenya's
// lists lack those. Working Saturdays that make up for a day off. Days that a
// government proclaims for one year, unless cal has been told. TARGET days
// of the European Central Bank, which is no region.
//
// The rules are those of today, with the changes of the last years: far back
// and far ahead they only go on repeating. Matariki is known for 2022 to 2052, Japan's
// equinoxes until 2150, and the Easter of the Eastern churches for 1900 to 2099.
//
// Known mistakes of cal v2.1.29, each of which a test reproduces, are
//
//   - Argentina: has the Thursday before Easter and lacks Good Friday.
//   - Bavaria: lacks the Assumption of Mary, a holiday in most of its towns.
//   - Brazil: has Carnival and Corpus Christi, which each employer decides about.
//   - Canada: has Easter Monday, the first Monday of August and Boxing Day, which only some
//     provinces or the federal government's people have.
//   - Geneva: has Corpus Christi, and lacks the Jeûne genevois and 31 December.
//   - Glarus: lacks the Näfelser Fahrt. Jura: lacks 23 June. Neuchâtel: lacks 1 March.
//     Ticino: lacks 29 June.
//   - Luxembourg: lacks Europe Day.
//   - Mexico: has Constitution Day and Benito Juárez's birthday on their dates, and
//     not on the Mondays to which the law moves them.
//   - Netherlands: has Good Friday, on which only some do not work.
//   - New Zealand and Australia: call the King's Birthday the Queen's.
//   - Russia: has none of the holidays from 2 to 6 January.
//   - Ukraine: has 7 January, which is no holiday since 2024.
//
// # Days of your own
//
// List them with [availability.HolidaysOn], and add them with
// [availability.Holidays.Union], which takes names from the first:
//
//	own := availability.HolidaysOn(availability.NamedDay{Date: date.New(2026, time.December, 24), Name: "Christmas Eve"})
//	h := sweden.Union(own)
//
// # Concurrency
//
// Everything here may be used by several goroutines at once. The same code and
// year give the same days, whatever the zone of the machine.
package holidays
