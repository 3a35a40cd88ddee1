package schema

var userBlock = &Block{
	Type:   "user",
	Labels: []Label{nameLabel("Login name, in expressions of the variant as `user.name`.")},
	Doc: `An account in the image's ` + "`/etc/passwd`" + `.

` + "`root` and `nobody`" + ` exist without being declared.`,
	Example: `user "agent" {
  uid    = 1000
  home   = "/home/agent"
  shell  = "${pkgs.bashInteractive}/bin/bash"
  groups = ["video"]
}`,
	Attrs: []*Attr{
		{
			Name:     "uid",
			Doc:      "User id.",
			Type:     Number,
			Required: true,
			Check:    UserID,
			Example:  `1000`,
		},
		{
			Name:    "gid",
			Doc:     "Id of the user's own group; the default is the user id.",
			Type:    Number,
			Check:   UserID,
			Example: `1000`,
		},
		{
			Name: "home",
			Doc: `Home directory, which is created and belongs to the user.

The default is the user's name in ` + "`/home`" + `.`,
			Type:    Text,
			Check:   AbsolutePath,
			Example: `"/home/agent"`,
		},
		{
			Name:       "shell",
			Doc:        "Login shell.",
			Type:       Text,
			StorePaths: true,
			Default:    `"/bin/sh"`,
			Check:      AbsolutePath,
			Example:    `"${pkgs.bashInteractive}/bin/bash"`,
		},
		{
			Name:    "groups",
			Doc:     "Further groups that the user belongs to; they are created.",
			Type:    Texts,
			Check:   GroupName,
			Example: `["video", "audio"]`,
		},
	},
}

// ownerAttr is the attribute that says whom a file or directory belongs to.
func ownerAttr() *Attr {
	return &Attr{
		Name:    "owner",
		Doc:     "Whom it belongs to: a `user` block of the variant, a name, a number, or `user:group`.",
		Type:    Type{Value: Text.Value, Ref: UserRef},
		Check:   Owner,
		Default: `"root"`,
		Example: `user.agent`,
	}
}
