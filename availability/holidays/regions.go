package holidays

import (
	"slices"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cy"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/ee"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fi"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/hu"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/is"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/ke"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lu"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/mt"
	"github.com/rickar/cal/v2/mw"
	"github.com/rickar/cal/v2/mx"
	"github.com/rickar/cal/v2/nc"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/pt"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/rs"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/th"
	"github.com/rickar/cal/v2/ua"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
)

// A region is a country, or a part of one, of which the holidays are known.
type region struct {
	code string // ISO 3166-1 alpha-2, or ISO 3166-2
	// names are what people write instead of the code: names in English and in the
	// languages spoken there, other codes.
	names names
	// rules are what cal has. A country of which cal knows the parts only has none,
	// and its holidays are those that all its parts share.
	rules []*cal.Holiday
}

type names []string

// These are cal's lists and a holiday each that cal knows but does not list.
var (
	kenya      = append(slices.Clone(ke.Holidays), ke.UtamaduniDay)
	newZealand = append(slices.Clone(nz.Holidays), nz.Matariki)
	thailand   = append(slices.Clone(th.Holidays), th.LaborDay)
)

// regions lists all regions, sorted by code.
var regions = []region{
	{"AR", names{"Argentina", "ARG"}, ar.Holidays},
	{"AT", names{"Austria", "Österreich", "AUT"}, at.Holidays},
	{"AU", names{"Australia", "AUS"}, nil},
	{"AU-ACT", names{"Australian Capital Territory"}, au.HolidaysACT},
	{"AU-NSW", names{"New South Wales"}, au.HolidaysNSW},
	{"AU-NT", names{"Northern Territory"}, au.HolidaysNT},
	{"AU-QLD", names{"Queensland"}, au.HolidaysQLD},
	{"AU-SA", names{"South Australia"}, au.HolidaysSA},
	{"AU-TAS", names{"Tasmania"}, au.HolidaysTAS},
	{"AU-VIC", names{"Victoria"}, au.HolidaysVIC},
	{"AU-WA", names{"Western Australia"}, au.HolidaysWA},
	{"BE", names{"Belgium", "Belgique", "België", "Belgien", "BEL"}, be.Holidays},
	{"BG", names{"Bulgaria", "България", "BGR"}, bg.Holidays},
	{"BR", names{"Brazil", "Brasil", "BRA"}, br.Holidays},
	{"CA", names{"Canada", "CAN"}, ca.Holidays},
	{"CH", names{"Switzerland", "Schweiz", "Suisse", "Svizzera", "Svizra", "CHE"}, nil},
	{"CH-AG", names{"Aargau", "Argovie"}, ch.HolidaysAG},
	{"CH-AI", names{"Appenzell Innerrhoden"}, ch.HolidaysAI},
	{"CH-AR", names{"Appenzell Ausserrhoden"}, ch.HolidaysAR},
	{"CH-BE", names{"Bern", "Berne"}, ch.HolidaysBE},
	{"CH-BL", names{"Basel-Landschaft", "Baselland"}, ch.HolidaysBL},
	{"CH-BS", names{"Basel-Stadt", "Basel"}, ch.HolidaysBS},
	{"CH-FR", names{"Fribourg", "Freiburg"}, ch.HolidaysFR},
	{"CH-GE", names{"Geneva", "Genève", "Genf"}, ch.HolidaysGE},
	{"CH-GL", names{"Glarus"}, ch.HolidaysGL},
	{"CH-GR", names{"Graubünden", "Grisons", "Grigioni", "Grischun"}, ch.HolidaysGR},
	{"CH-JU", names{"Jura"}, ch.HolidaysJU},
	{"CH-LU", names{"Lucerne", "Luzern"}, ch.HolidaysLU},
	{"CH-NE", names{"Neuchâtel", "Neuenburg"}, ch.HolidaysNE},
	{"CH-NW", names{"Nidwalden"}, ch.HolidaysNW},
	{"CH-OW", names{"Obwalden"}, ch.HolidaysOW},
	{"CH-SG", names{"St. Gallen", "Sankt Gallen"}, ch.HolidaysSG},
	{"CH-SH", names{"Schaffhausen"}, ch.HolidaysSH},
	{"CH-SO", names{"Solothurn"}, ch.HolidaysSO},
	{"CH-SZ", names{"Schwyz"}, ch.HolidaysSZ},
	{"CH-TG", names{"Thurgau"}, ch.HolidaysTG},
	{"CH-TI", names{"Ticino", "Tessin"}, ch.HolidaysTI},
	{"CH-UR", names{"Uri"}, ch.HolidaysUR},
	{"CH-VD", names{"Vaud", "Waadt"}, ch.HolidaysVD},
	{"CH-VS", names{"Valais", "Wallis"}, ch.HolidaysVS},
	{"CH-ZG", names{"Zug"}, ch.HolidaysZG},
	{"CH-ZH", names{"Zurich", "Zürich"}, ch.HolidaysZH},
	{"CY", names{"Cyprus", "Κύπρος", "CYP"}, cy.Holidays},
	{"CZ", names{"Czechia", "Czech Republic", "Česko", "CZE"}, cz.Holidays},
	{"DE", names{"Germany", "Deutschland", "DEU"}, de.Holidays},
	{"DE-BB", names{"Brandenburg"}, de.HolidaysBB},
	{"DE-BE", names{"Berlin"}, de.HolidaysBE},
	{"DE-BW", names{"Baden-Württemberg"}, de.HolidaysBW},
	{"DE-BY", names{"Bavaria", "Bayern"}, de.HolidaysBY},
	{"DE-HB", names{"Bremen"}, de.HolidaysHB},
	{"DE-HE", names{"Hesse", "Hessen"}, de.HolidaysHE},
	{"DE-HH", names{"Hamburg"}, de.HolidaysHH},
	{"DE-MV", names{"Mecklenburg-Western Pomerania", "Mecklenburg-Vorpommern"}, de.HolidaysMV},
	{"DE-NI", names{"Lower Saxony", "Niedersachsen"}, de.HolidaysNI},
	{"DE-NW", names{"North Rhine-Westphalia", "Nordrhein-Westfalen", "NRW"}, de.HolidaysNW},
	{"DE-RP", names{"Rhineland-Palatinate", "Rheinland-Pfalz"}, de.HolidaysRP},
	{"DE-SH", names{"Schleswig-Holstein"}, de.HolidaysSH},
	{"DE-SL", names{"Saarland"}, de.HolidaysSL},
	{"DE-SN", names{"Saxony", "Sachsen"}, de.HolidaysSN},
	{"DE-ST", names{"Saxony-Anhalt", "Sachsen-Anhalt"}, de.HolidaysST},
	{"DE-TH", names{"Thuringia", "Thüringen"}, de.HolidaysTH},
	{"DK", names{"Denmark", "Danmark", "DNK"}, dk.Holidays},
	{"EE", names{"Estonia", "Eesti", "EST"}, ee.Holidays},
	{"ES", names{"Spain", "España", "ESP"}, es.Holidays},
	{"FI", names{"Finland", "Suomi", "FIN"}, fi.Holidays},
	{"FR", names{"France", "FRA"}, fr.Holidays},
	{"GB", names{"United Kingdom", "Great Britain", "Britain", "UK", "GBR"}, gb.Holidays},
	{"GB-ENG", names{"England"}, gb.Holidays},
	{"GB-NIR", names{"Northern Ireland"}, northernIreland},
	{"GB-SCT", names{"Scotland", "Alba"}, scotland},
	{"GB-WLS", names{"Wales", "Cymru", "GB-CYM"}, gb.Holidays},
	{"GR", names{"Greece", "Ελλάδα", "Hellas", "GRC", "EL"}, gr.Holidays},
	{"HR", names{"Croatia", "Hrvatska", "HRV"}, hr.Holidays},
	{"HU", names{"Hungary", "Magyarország", "HUN"}, hu.Holidays},
	{"IE", names{"Ireland", "Éire", "Irland", "IRL"}, ie.Holidays},
	{"IS", names{"Iceland", "Ísland", "ISL"}, is.Holidays},
	{"IT", names{"Italy", "Italia", "ITA"}, it.Holidays},
	{"JP", names{"Japan", "日本", "Nippon", "JPN"}, jp.Holidays},
	{"KE", names{"Kenya", "KEN"}, kenya},
	{"LT", names{"Lithuania", "Lietuva", "LTU"}, lt.Holidays},
	{"LU", names{"Luxembourg", "Luxemburg", "Lëtzebuerg", "LUX"}, lu.Holidays},
	{"LV", names{"Latvia", "Latvija", "LVA"}, lv.Holidays},
	{"MT", names{"Malta", "MLT"}, mt.Holidays},
	{"MW", names{"Malawi", "MWI"}, mw.Holidays},
	{"MX", names{"Mexico", "México", "MEX"}, mx.Holidays},
	{"NC", names{"New Caledonia", "Nouvelle-Calédonie", "NCL", "FR-NC"}, nc.Holidays},
	{"NL", names{"Netherlands", "The Netherlands", "Nederland", "Holland", "NLD"}, nl.Holidays},
	{"NO", names{"Norway", "Norge", "Noreg", "NOR"}, no.Holidays},
	{"NZ", names{"New Zealand", "Aotearoa", "NZL"}, newZealand},
	{"PL", names{"Poland", "Polska", "POL"}, pl.Holidays},
	{"PT", names{"Portugal", "PRT"}, pt.Holidays},
	{"RO", names{"Romania", "România", "ROU"}, ro.Holidays},
	{"RS", names{"Serbia", "Srbija", "Србија", "SRB"}, rs.Holidays},
	{"RU", names{"Russia", "Russian Federation", "Россия", "RUS"}, ru.Holidays},
	{"SE", names{"Sweden", "Sverige", "SWE"}, se.Holidays},
	{"SI", names{"Slovenia", "Slovenija", "SVN"}, si.Holidays},
	{"SK", names{"Slovakia", "Slovensko", "SVK"}, sk.Holidays},
	{"TH", names{"Thailand", "ประเทศไทย", "THA"}, thailand},
	{"UA", names{"Ukraine", "Україна", "UKR"}, ua.Holidays},
	{"US", names{"United States", "United States of America", "USA"}, us.Holidays},
	{"ZA", names{"South Africa", "ZAF"}, za.Holidays},
}
