package schema

func encodingFunctions() []Function {
	return []Function{
		{
			Name: "base64decode", Params: with(one("string", "string", "text in Base64")), Result: "string",
			Doc: "The text that the Base64 stands for; it must be UTF-8.", Example: `base64decode("YWdlbnQ=")`,
		},
		{
			Name: "base64encode", Params: with(one("string", "string", "any text")), Result: "string",
			Doc: "The bytes of the string in Base64.", Example: `base64encode("agent")`,
		},
		{
			Name: "base64sha256", Params: with(one("string", "string", "any text")), Result: "string",
			Doc: "The SHA-256 of the string in Base64, not of its hexadecimal digits.", Example: `base64sha256("agent")`,
		},
		{
			Name: "base64sha512", Params: with(one("string", "string", "any text")), Result: "string",
			Doc: "The SHA-512 of the string in Base64, not of its hexadecimal digits.", Example: `base64sha512("agent")`,
		},
		{
			Name: "csvdecode", Params: with(one("string", "string", "CSV text with a header line")), Result: "list of maps",
			Doc: "A list of objects, one for each line of the CSV text after the header line.", Example: `csvdecode("a,b\n1,2")`,
		},
		{
			Name: "jsondecode", Params: with(one("string", "string", "JSON text")), Result: "any value",
			Doc: "The value that a JSON text stands for.", Example: `jsondecode("{\"a\": 1}")`,
		},
		{
			Name: "jsonencode", Params: with(one("value", "any value", "any value")), Result: "string",
			Doc: "The value as JSON text.", Example: `jsonencode({ a = 1 })`, Context: true,
		},
		{
			Name: "md5", Params: with(one("string", "string", "any text")), Result: "string",
			Doc: "The MD5 of the string as hexadecimal digits. It is no protection against anybody.", Example: `md5("agent")`,
		},
		{
			Name: "sha1", Params: with(one("string", "string", "any text")), Result: "string",
			Doc: "The SHA-1 of the string as hexadecimal digits.", Example: `sha1("agent")`,
		},
		{
			Name: "sha256", Params: with(one("string", "string", "any text")), Result: "string",
			Doc: "The SHA-256 of the string as hexadecimal digits.", Example: `sha256("agent")`,
		},
		{
			Name: "sha512", Params: with(one("string", "string", "any text")), Result: "string",
			Doc: "The SHA-512 of the string as hexadecimal digits.", Example: `sha512("agent")`,
		},
		{
			Name: "urldecode", Params: with(one("string", "string", "text with escapes such as %20")), Result: "string",
			Doc: "The string without the escapes of a URL's query; it must be UTF-8.", Example: `urldecode("a%20b")`,
		},
		{
			Name: "urlencode", Params: with(one("string", "string", "any text")), Result: "string",
			Doc: "The string with what a URL's query cannot hold escaped.", Example: `urlencode("a b&c")`,
		},
		{
			Name: "yamldecode", Params: with(one("string", "string", "a YAML document")), Result: "any value",
			Doc: "The value that a YAML document stands for.", Example: `yamldecode("a: [1, 2]")`,
		},
		{
			Name: "yamlencode", Params: with(one("value", "any value", "any value")), Result: "string",
			Doc: "The value as YAML. Readers of YAML read JSON as well, and jsonencode keeps store paths.", Example: `yamlencode({ a = [1, 2] })`,
		},
	}
}
