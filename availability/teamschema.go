package availability

// TeamSchema returns a JSON Schema (draft 2020-12) of team files, with which editors
// complete keys, show what they mean, and mark mistakes. An editor finds it by the key
// $schema of a file, or in its settings. It is made from what [ReadTeam] reads by, so
// the two cannot drift apart.
//
// It accepts every file that ReadTeam accepts, and refuses unknown keys, missing ones and
// values of a wrong type. It cannot tell a day that does not exist, a
// zone or a rule that nobody knows, or two people of one name: ReadTeam does. Sources of
// the caller's own may know regions that are none of ISO 3166, which the schema refuses.
func TeamSchema() []byte {
	return append(appendIndented(nil, teamSchema(), 0, 0), '\n')
}

func teamSchema() jsonObject {
	person := personObject.schema("What a person says about their time.")
	return jsonObject{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", "Team file"},
		{"description", "The people of a team and their time, for github.com/noonmark/noonmark."},
		{"type", "object"},
		{"required", []any{teamKeys[0]}},
		{"additionalProperties", false},
		{"properties", jsonObject{
			{teamKeys[0], jsonObject{
				{"description", "The people, in an order of your choice."},
				{"type", "array"},
				{"items", reference("person")},
				{"minItems", 1},
				{"maxItems", MaxTeamPeople},
			}},
			{schemaKey, jsonObject{
				{"description", "Where editors find this schema."},
				{"type", "string"},
			}},
		}},
		{"$defs", jsonObject{
			{"person", person},
			{"leave", leaveObject.schema("Leave with a label.")},
			{"move", moveObject.schema("A change of zone.")},
			{"block", blockObject.schema("A block of time that recurs.")},
			{"days", textSchema("Days, both included, or parts of days: 2026-12-24, 2026-12-24 am, 2026-12-24/2026-12-28, "+
				"2026-12-24T13:00/15:30, 2026-12-24T13:00/2026-12-28T12:00.",
				"^"+datePattern+"( [ap]m|T"+clockPattern+"/"+clockPattern+"|(T"+clockPattern+")?/"+boundPattern+")?$")},
			{"region", textSchema("An ISO 3166 region: a country or a part of one.", regionPattern)},
			{"holiday", textSchema("A day or a range of days, perhaps with a name: 2026-05-01 May Day.",
				"^"+datePattern+"(/"+datePattern+")?( |$)")},
			{"date", textSchema("A day: YYYY-MM-DD.", "^"+datePattern+"$")},
			{"civil", textSchema("A day and a time on the person's wall clock: YYYY-MM-DDThh:mm.", "^"+datePattern+"T"+clockPattern+"$")},
			{"duration", textSchema("Hours, minutes and seconds, such as 1h30m.", durationPattern)},
			{"state", jsonObject{
				{"description", "What a person is in: free, focus and busy are working time, the others are not."},
				{"enum", stateEnum()},
			}},
		}},
	}
}

// durationPattern is what time.ParseDuration reads.
const durationPattern = `^[-+]?(0|(([0-9]+\.?[0-9]*|\.[0-9]+)(h|m|s|ms|us|µs|μs|ns))+)$`

func textSchema(about, pattern string) jsonObject {
	return jsonObject{{"description", about}, {"type", "string"}, {"pattern", pattern}}
}

func stateEnum() []any {
	names := make([]any, len(stateNames))
	for i, name := range stateNames {
		names[i] = name
	}
	return names
}
