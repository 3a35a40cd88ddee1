package schema

func fileFunctions() []Function {
	return []Function{
		{
			Name: "basename", Params: with(one("path", "string", "a path with /")), Result: "string",
			Doc: "The last part of the path.", Example: `basename("/usr/bin/env")`,
		},
		{
			Name: "dirname", Params: with(one("path", "string", "a path with /")), Result: "string",
			Doc: "The path without its last part.", Example: `dirname("/usr/bin/env")`,
		},
		{
			Name: "file", Params: with(one("path", "string", "of a file")), Result: "string", Reads: true,
			Doc: "The text of a file, which must be UTF-8. The path is relative to the file that holds the expression.", Example: `file("motd.txt")`,
		},
		{
			Name: "filebase64", Params: with(one("path", "string", "of a file")), Result: "string", Reads: true,
			Doc: "The bytes of a file in Base64.", Example: `filebase64("motd.txt")`,
		},
		{
			Name: "fileexists", Params: with(one("path", "string", "of what may be a file")), Result: "bool", Reads: true,
			Doc: "Whether there is a file of that path.", Example: `fileexists("motd.txt")`,
		},
		{
			Name: "fileset", Params: with(one("path", "string", "of a directory"), one("pattern", "string", "such as *.sh or **/*.sh")), Result: "set of string", Reads: true,
			Doc:     "The paths below the directory of all files that match the pattern. ** stands for any number of directories.",
			Example: `fileset(".", "*.txt")`,
		},
		{
			Name: "filesha256", Params: with(one("path", "string", "of a file")), Result: "string", Reads: true,
			Doc: "The SHA-256 of a file as hexadecimal digits.", Example: `filesha256("motd.txt")`,
		},
		{
			Name: "filesha512", Params: with(one("path", "string", "of a file")), Result: "string", Reads: true,
			Doc: "The SHA-512 of a file as hexadecimal digits.", Example: `filesha512("motd.txt")`,
		},
	}
}

func dateFunctions() []Function {
	return []Function{
		{
			Name: "formatdate", Params: with(one("format", "string", "such as YYYY-MM-DD"), one("timestamp", "string", "in the form of RFC 3339")), Result: "string",
			Doc: "The RFC 3339 timestamp in another layout.", Example: `formatdate("YYYY-MM-DD", "2026-01-02T03:04:05Z")`,
		},
		{
			Name: "timeadd", Params: with(one("timestamp", "string", "in the form of RFC 3339"), one("duration", "string", "such as 24h or -30m")), Result: "string",
			Doc: "The RFC 3339 timestamp moved by a duration such as \"24h\".", Example: `timeadd("2026-01-02T03:04:05Z", "24h")`,
		},
		{
			Name: "timecmp", Params: with(one("a", "string", "in the form of RFC 3339"), one("b", "string", "in the form of RFC 3339")), Result: "number",
			Doc: "-1, 0 or 1 when the timestamp a is before, at, or after b.", Example: `timecmp("2026-01-02T03:04:05Z", "2026-01-02T04:04:05+01:00")`,
		},
	}
}

func packageFunctions() []Function {
	return []Function{
		{
			Name: "pkg", Params: with(one("name", "string", "such as git or python312Packages.pip")), Result: "package",
			Doc: "The package of that name in nixpkgs, for names that are computed.", Example: `pkg("python312Packages.${"pip"}")`,
		},
	}
}
