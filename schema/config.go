package schema

var configBlock = &Block{
	Type: "config",
	Doc: `How a container of this image starts.

The attributes are those of the OCI image configuration. A package in a string is its store path, and is part of the image.`,
	Unique: true,
	Example: `config {
  entrypoint  = ["${pkgs.tini}/bin/tini", "--"]
  cmd         = ["bash"]
  env         = { LANG = "C.UTF-8" }
  user        = "1000:1000"
  working_dir = "/workspace"
  ports       = [8080, "53/udp"]
}`,
	Attrs: []*Attr{
		{
			Name:       "entrypoint",
			Doc:        "Program that is always started, with its first arguments.",
			Type:       Texts,
			StorePaths: true,
			Example:    `["${pkgs.tini}/bin/tini", "--"]`,
		},
		{
			Name:       "cmd",
			Doc:        "Arguments of the entrypoint, or the program when there is none; those who start a container can replace it.",
			Type:       Texts,
			StorePaths: true,
			Example:    `["bash", "-l"]`,
		},
		{
			Name: "env",
			Doc: `Environment variables.

` + "`PATH` starts with `/bin` unless it is set here, and `SSL_CERT_FILE`" + ` is set when ` + "`cacert`" + ` is part of the image and
` + "`rootfs.standard`" + ` is on.`,
			Type:       TextMap,
			Keys:       EnvName,
			StorePaths: true,
			Example:    `{ LANG = "C.UTF-8", EDITOR = "${pkgs.nano}/bin/nano" }`,
		},
		{
			Name:    "user",
			Doc:     "User that the program runs as: a `user` block of the variant, a name, a number, or `user:group`.",
			Type:    Type{Value: Text.Value, Ref: UserRef},
			Check:   Owner,
			Example: `"1000:1000"`,
		},
		{
			Name:       "working_dir",
			Doc:        "Directory in which the program starts.",
			Type:       Text,
			StorePaths: true,
			Check:      AbsolutePath,
			Example:    `"/workspace"`,
		},
		{
			Name:    "ports",
			Doc:     "Ports on which the program listens; the protocol is TCP unless named.",
			Type:    Texts,
			Check:   Port,
			Example: `[8080, "53/udp"]`,
		},
		{
			Name:    "volumes",
			Doc:     "Directories for data that outlives the container.",
			Type:    Texts,
			Check:   AbsolutePath,
			Example: `["/workspace"]`,
		},
		{
			Name:       "labels",
			Doc:        "Labels of the image.",
			Type:       TextMap,
			Keys:       LabelKey,
			StorePaths: true,
			Example:    `{ "org.opencontainers.image.source" = "https://github.com/team/agentbox" }`,
		},
		{
			Name:    "stop_signal",
			Doc:     "Signal that asks the program to end.",
			Type:    Text,
			Check:   StopSignal,
			Example: `"SIGINT"`,
		},
		{
			Name: "created",
			Doc: `When the image was created, according to itself.

A fixed time keeps the image the same when it is built again.`,
			Type:    Text,
			Default: `"1970-01-01T00:00:00Z"`,
			Check:   RFC3339,
			Example: `"2026-01-31T12:00:00Z"`,
		},
	},
}
