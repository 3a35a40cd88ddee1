package schema

// The rules over values. A checker switches on these variables; each Doc
// completes the sentence "The value must be …".
var (
	AbsolutePath     = &Check{"absolute-path", "an absolute path without `..`, such as `/var/lib`"}
	CompressionLevel = &Check{"compression-level", "a whole number, from 1 to 9 for gzip and from 1 to 22 for zstd"}
	Date             = &Check{"date", "a date as `YYYY-MM-DD`"}
	EnvName          = &Check{"env-name", "the name of an environment variable: letters, digits and `_`, not starting with a digit"}
	FlakeRef         = &Check{"flake-ref", "a flake reference, such as `github:NixOS/nixpkgs/nixos-unstable`"}
	GroupName        = &Check{"group-name", "a group name: at most 32 lower-case letters, digits, `_` and `-`, starting with a letter or `_`"}
	Growth           = &Check{"growth", "a percentage such as `\"5%\"`, or a size such as `\"20MB\"`"}
	Hash             = &Check{"hash", "a hash such as `sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=`: `sha256-` or `sha512-` and the hash in base64; `nix hash to-sri` makes it of others"}
	Identifier       = &Check{"identifier", "a name of ASCII letters, digits, `_` and `-` that starts with a letter or `_`"}
	ImageName        = &Check{"image-name", "an image name in lower case, such as `team/agentbox` or `ghcr.io/team/agentbox`, without a tag"}
	InnerPath        = &Check{"inner-path", "a path with `/` that stays inside, such as `bin/tool`"}
	LabelKey         = &Check{"label-key", "a label key such as `org.opencontainers.image.source`, without white space, and neither `outPath` nor `__toString`"}
	OctalMode        = &Check{"octal-mode", "a file mode of three or four octal digits, such as `\"0644\"`"}
	Owner            = &Check{"owner", "a user name, a numeric id, or `user:group` of either"}
	Percent          = &Check{"percent", "a whole number from 1 to 100"}
	Platform         = &Check{"platform", "a platform such as `x86_64-linux`, `linux/amd64` or `amd64`"}
	Port             = &Check{"port", "a port from 1 to 65535, alone or with its protocol (tcp, udp or sctp), such as `8080` or `\"53/udp\"`"}
	Positive         = &Check{"positive", "a whole number of at least 1"}
	ProgramName      = &Check{"program-name", "the name of a program: letters, digits, `+` `-` `.` and `_`, with none of `-` and `.` in front"}
	RFC3339          = &Check{"rfc3339", "a time in RFC 3339 form, such as `2026-01-31T12:00:00Z`"}
	RelativePath     = &Check{"relative-path", "a path with `/`, relative to the file that holds it, that stays inside the workspace"}
	Repository       = &Check{"repository", "a repository such as `ghcr.io/team/agentbox`: a path in lower case, with a registry in front, and without a scheme and a tag"}
	Revision         = &Check{"revision", "a full version such as `1.84.0`"}
	Size             = &Check{"size", "a size with its unit, such as `\"50MB\"` (50·10⁶ bytes) or `\"50MiB\"` (50·2²⁰ bytes)"}
	StopSignal       = &Check{"stop-signal", "a signal such as `SIGTERM`, or its number"}
	StorePattern     = &Check{"store-pattern", "a name as in the store, such as `openssl-1.1.1w`: at most 211 letters, digits and `+` `-` `.` `_` `=`, in which `*` stands for any characters and `?` for exactly one"}
	Tag              = &Check{"tag", "an image tag: up to 128 letters, digits, `_`, `.` and `-`, not starting with `.` or `-`"}
	URL              = &Check{"url", "an address with `https://`, `http://`, `ftp://` or `file://`"}
	UserID           = &Check{"user-id", "a whole number from 0 to 4294967294"}
	Version          = &Check{"version", "a version such as `1.2.3`: letters, digits and `+` `-` `.` `_`, starting with a letter or digit"}
	VersionRange     = &Check{"version-range", "a version constraint, such as `>= 1.2, < 2.0`"}
)

// Checks returns every rule, sorted by name.
func Checks() []*Check {
	return []*Check{
		AbsolutePath, CompressionLevel, Date, EnvName, FlakeRef, GroupName, Growth, Hash, Identifier, ImageName, InnerPath,
		LabelKey, OctalMode, Owner, Percent, Platform, Port, Positive, ProgramName, RelativePath, Repository, Revision,
		RFC3339, Size, StopSignal, StorePattern, Tag, URL, UserID, Version, VersionRange,
	}
}
