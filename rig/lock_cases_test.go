package rig_test

import "slices"

var lockCases = slices.Concat(forgeCases, gitCases, treeCases, tarballCases, pathCases, indirectCases, graphCases, textCases)

// What Nix 2.8 does not do as 2.26.
const (
	noTime         = "2.8 notes no time of archives"
	noFiles        = "2.8 has no inputs that are files"
	noLink         = "2.8 does not look for a lasting URL"
	noParent       = "2.8 locks a directory beside flake.nix as a tree of its own"
	noOverride     = "2.8 notes what the input asks for, and not what replaces it"
	noDir          = "2.8 has no dir of directories"
	noDecoding     = "2.8 does not decode paths"
	noStepUp       = "2.8 lets no directory see what is above it"
	noLiterals     = "2.8 takes strings only"
	noAttributes   = "2.8 takes relative directories by their URLs only"
	noDots         = "2.8 refuses archives with .. in a path"
	onlyEndings    = "2.8 knows archives by their endings only"
	oneTop         = "2.8 wants everything in one directory of the archive"
	anyTop         = "2.8 takes what is alone at the top for the tree, also if it is no directory"
	inURL          = "2.8 leaves parameters in the URL that are not for the server"
	badURL         = "2.26 asks the server for the parameters, too"
	otherEscapes   = "2.26 writes other escapes"
	masterOnly     = "2.8 takes master for the branch of every server"
	shortRef       = "2.26 notes a branch that nobody named as refs/heads/…"
	inBranch       = "2.8 looks for the commit in the branch"
	bareHead       = "2.26 finds no HEAD in what it fetched"
	headRef        = "2.26 notes no ref when HEAD is a commit"
	archives       = "2.8 takes git's archive for the tree"
	dirty          = "2.26 does not lock what is not committed"
	shallowCount   = "2.26 counts the commits of a shallow repository that is on disk"
	modules        = "2.26 has no directories for submodules, and takes them as they are on disk"
	unborn         = "2.26 takes no commit for one of zeros"
	plainPath      = "2.8 finds the repository that a directory is in"
	hashIgnored    = "2.8 ignores the hash"
	subgroups      = "2.8 does not decode the owner"
	circles        = "2.8 sees no circle"
	throughFollows = "2.8 looks for inputs of what is followed only where they are declared"
	dropsOld       = "2.8 locks an input anew that is replaced by the same"
	flakeness      = "2.8 notes what the input asks for, but the URL goes with the flake"
	ownTime        = "2.8 takes the time for a check"
	links          = "2.26 follows no links to directories and locks"
	mutable        = "2.8 refuses a lock of a directory without a hash"
	storePath      = "2.8 notes a path in its store"
)

// Archives of commits.
var forgeCases = []lockCase{
	{name: "github/default", inputs: `a.url = "github:alice/leaf";`},
	{name: "github/branch", inputs: `a.url = "github:alice/leaf/devel";`},
	{name: "github/branch-slash", inputs: `a.url = "github:alice/leaf/release/1.0";`},
	{name: "github/branch-query", inputs: `a.url = "github:alice/leaf?ref=release/1.0";`},
	{name: "github/tag", inputs: `a.url = "github:alice/leaf/v1";`},
	{name: "github/tag-annotated", inputs: `a.url = "github:alice/leaf/v2";`},
	{name: "github/tag-full", inputs: `a.url = "github:alice/leaf/refs/tags/v2";`},
	{name: "github/tag-and-branch", inputs: `a.url = "github:alice/leaf/v3";`},
	{name: "github/rev", inputs: `a.url = "github:alice/leaf/<<rev "alice/leaf" "one">>";`},
	{name: "github/rev-query", inputs: `a.url = "github:alice/leaf?rev=<<rev "alice/leaf" "one">>";`},
	{name: "github/rev-off-branch", inputs: `a.url = "github:alice/leaf/<<rev "alice/leaf" "four">>";`},
	{name: "github/rev-of-tag", inputs: `a.url = "github:alice/leaf/<<rev "alice/leaf" "v2">>";`},
	{name: "github/rev-short", inputs: `a.url = "github:alice/leaf/<<slice (rev "alice/leaf" "one") 0 7>>";`},
	{name: "github/rev-upper", inputs: `a.url = "github:alice/leaf/<<upper (rev "alice/leaf" "one")>>";`},
	{name: "github/ref-and-rev", inputs: `a.url = "github:alice/leaf/devel?rev=<<rev "alice/leaf" "one">>";`},
	{name: "github/host", inputs: `a.url = "github:alice/leaf?host=ghe.example.org";`},
	{name: "github/host-branch", inputs: `a.url = "github:alice/leaf/devel?host=ghe.example.org";`},
	{name: "github/host-itself", inputs: `a.url = "github:alice/leaf?host=github.com";`},
	{name: "github/dir", inputs: `a.url = "github:alice/leaf?dir=sub";`},
	{name: "github/dir-deep", inputs: `a.url = "github:alice/leaf/main?dir=sub/deep/er";`},
	{name: "github/dir-dots", inputs: `a.url = "github:alice/leaf?dir=./sub/";`},
	{name: "github/dir-escape", inputs: `a.url = "github:alice/leaf?dir=with%20space";`},
	{name: "github/dir-only", inputs: `a.url = "github:alice/subdir?dir=flakes/a";`},
	{name: "github/dir-lock", inputs: `a.url = "github:alice/subdir?dir=flakes/b";`},
	{name: "github/dir-missing", inputs: `a.url = "github:alice/leaf?dir=nowhere";`},
	{name: "github/dir-plain", inputs: `a = { url = "github:alice/leaf?dir=sub"; flake = false; };`},
	{name: "github/case", inputs: `a.url = "github:Alice/LEAF";`},
	{name: "github/unknown-query", inputs: `a.url = "github:alice/leaf?what=1";`},
	{name: "github/nar-hash", inputs: `a.url = "github:alice/leaf/<<rev "alice/leaf" "one">>?narHash=<<narHash "alice/leaf" "one">>";`, differs: hashIgnored},
	{name: "github/nar-hash-wrong", inputs: `a.url = "github:alice/leaf/<<rev "alice/leaf" "one">>?narHash=<<narHash "alice/leaf" "two">>";`, differs: hashIgnored},
	{name: "github/plain", inputs: `a = { url = "github:alice/plain"; flake = false; };`},
	{name: "github/plain-as-flake", inputs: `a.url = "github:alice/plain";`},
	{name: "github/exports", inputs: `a.url = "github:alice/exports";`},
	{name: "github/modules", inputs: `a.url = "github:alice/modules";`},
	{name: "github/missing", inputs: `a.url = "github:alice/missing";`},
	{name: "github/private", inputs: `a.url = "github:alice/secret";`},
	{name: "github/missing-branch", inputs: `a.url = "github:alice/leaf/no-such";`},
	{name: "github/missing-rev", inputs: `a.url = "github:alice/leaf/0123456789012345678901234567890123456789";`},
	{name: "github/fragment", inputs: `a.url = "github:alice/leaf#x";`},
	{name: "github/short", inputs: `a.url = "github:alice";`},
	{name: "github/attributes", inputs: `a = { type = "github"; owner = "alice"; repo = "leaf"; ref = "devel"; };`},
	{name: "github/attributes-ref-and-rev", inputs: `a = { type = "github"; owner = "alice"; repo = "leaf"; ref = "devel"; rev = "<<rev "alice/leaf" "one">>"; };`},
	{name: "github/attributes-nar-hash", inputs: `a = { type = "github"; owner = "alice"; repo = "leaf"; rev = "<<rev "alice/leaf" "one">>"; narHash = "<<narHash "alice/leaf" "one">>"; };`},
	{name: "github/attributes-unknown", inputs: `a = { type = "github"; owner = "alice"; repo = "leaf"; what = "1"; };`},
	{name: "github/attributes-url", inputs: `a = { url = "github:alice/leaf"; ref = "devel"; };`},
	{name: "github/attributes-empty", inputs: `a = { type = "github"; owner = "alice"; repo = "leaf"; dir = ""; };`},
	{name: "github/dir-empty", inputs: `a.url = "github:alice/leaf?dir=";`},
	{name: "gitlab/default", inputs: `a.url = "gitlab:alice/leaf";`},
	{name: "gitlab/branch", inputs: `a.url = "gitlab:alice/leaf/release/1.0";`},
	{name: "gitlab/tag-annotated", inputs: `a.url = "gitlab:alice/leaf/v2";`},
	{name: "gitlab/rev", inputs: `a.url = "gitlab:alice/leaf/<<rev "alice/leaf" "one">>";`},
	{name: "gitlab/dir", inputs: `a.url = "gitlab:alice/leaf?dir=sub";`},
	{name: "gitlab/missing-branch", inputs: `a.url = "gitlab:alice/leaf/no-such";`},
	{name: "gitlab/missing", inputs: `a.url = "gitlab:alice/missing";`},
	{name: "gitlab/subgroup", inputs: `a.url = "gitlab:group%2Falice/leaf";`, differs: subgroups},
	{name: "gitlab/subgroup-attributes", inputs: `a = { type = "gitlab"; owner = "group%2Falice"; repo = "leaf"; };`},
	{name: "gitlab/subgroup-twice", inputs: `a.url = "gitlab:group%252Falice/leaf";`, differs: subgroups},
	{name: "sourcehut/default", inputs: `a.url = "sourcehut:~alice/leaf";`},
	{name: "sourcehut/master", inputs: `a.url = "sourcehut:~alice/master";`},
	{name: "sourcehut/branch", inputs: `a.url = "sourcehut:~alice/leaf/devel";`},
	{name: "sourcehut/branch-slash", inputs: `a.url = "sourcehut:~alice/leaf/release/1.0";`},
	{name: "sourcehut/tag", inputs: `a.url = "sourcehut:~alice/leaf/v1";`},
	{name: "sourcehut/tag-annotated", inputs: `a.url = "sourcehut:~alice/leaf/v2";`},
	{name: "sourcehut/tag-and-branch", inputs: `a.url = "sourcehut:~alice/leaf/v3";`},
	{name: "sourcehut/tag-slash", inputs: `a.url = "sourcehut:~alice/leaf/nested/v4";`},
	{name: "sourcehut/part-of-tag", inputs: `a.url = "sourcehut:~alice/leaf/v4";`},
	{name: "sourcehut/rev", inputs: `a.url = "sourcehut:~alice/leaf/<<rev "alice/leaf" "one">>";`},
	{name: "sourcehut/detached", inputs: `a.url = "sourcehut:~alice/detached";`},
	{name: "sourcehut/missing-branch", inputs: `a.url = "sourcehut:~alice/leaf/no-such";`},
	{name: "sourcehut/host", inputs: `a.url = "sourcehut:~alice/leaf?host=git.sr.ht";`},
}

// Repositories, fetched by git.
var gitCases = []lockCase{
	{name: "git/default", inputs: `a.url = "git+https://git.example.org/alice/leaf";`, differs: masterOnly},
	{name: "git/default-suffix", inputs: `a.url = "git+https://git.example.org/alice/leaf.git";`, differs: masterOnly},
	{name: "git/default-slash", inputs: `a.url = "git+https://git.example.org/alice/leaf/";`, differs: masterOnly},
	{name: "git/user", inputs: `a.url = "git+https://git@git.example.org/alice/leaf?ref=main";`},
	{name: "git/port", inputs: `a.url = "git+https://git.example.org:443/alice/leaf?ref=main";`},
	{name: "git/upper-host", inputs: `a.url = "git+https://GIT.example.org/alice/leaf?ref=main";`},
	{name: "git/attributes-bare", inputs: `a = { type = "git"; url = "https://git.example.org/alice/master"; };`, differs: shortRef},
	{name: "git/github", inputs: `a.url = "git+https://github.com/alice/leaf";`, differs: masterOnly},
	{name: "git/master", inputs: `a.url = "git+https://git.example.org/alice/master";`, differs: shortRef},
	{name: "git/detached", inputs: `a.url = "git+https://git.example.org/alice/detached";`},
	{name: "git/ref", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=main";`},
	{name: "git/ref-slash", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=release/1.0";`},
	{name: "git/ref-full", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=refs/heads/main";`},
	{name: "git/ref-head", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=HEAD";`, differs: bareHead},
	{name: "git/ref-tag", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=v1";`},
	{name: "git/tag", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=refs/tags/v1";`},
	{name: "git/tag-annotated", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=refs/tags/v2";`},
	{name: "git/tag-and-branch", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=v3";`},
	{name: "git/ref-missing", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=no-such";`},
	{name: "git/ref-bad", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=a..b";`},
	{name: "git/ref-rev", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=<<rev "alice/leaf" "one">>";`},
	{name: "git/rev", inputs: `a.url = "git+https://git.example.org/alice/leaf?rev=<<rev "alice/leaf" "one">>";`, differs: masterOnly},
	{name: "git/rev-off-branch", inputs: `a.url = "git+https://git.example.org/alice/leaf?rev=<<rev "alice/leaf" "four">>";`, differs: masterOnly},
	{name: "git/rev-master", inputs: `a.url = "git+https://git.example.org/alice/master?rev=<<rev "alice/master" "one">>";`, differs: shortRef},
	{name: "git/rev-of-tag", inputs: `a.url = "git+https://git.example.org/alice/leaf?rev=<<rev "alice/leaf" "v2">>";`, differs: masterOnly},
	{name: "git/rev-short", inputs: `a.url = "git+https://git.example.org/alice/leaf?rev=<<slice (rev "alice/leaf" "one") 0 7>>";`},
	{name: "git/ref-and-rev", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=main&rev=<<rev "alice/leaf" "one">>";`},
	{name: "git/ref-and-other-rev", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=main&rev=<<rev "alice/leaf" "three">>";`, differs: inBranch},
	{name: "git/all-refs", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=main&allRefs=1";`, differs: inURL},
	{name: "git/shallow", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=main&shallow=1";`},
	{name: "git/shallow-rev", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=main&rev=<<rev "alice/leaf" "one">>&shallow=1";`},
	{name: "git/shallow-no", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=main&shallow=0";`},
	{name: "git/shallow-true", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=main&shallow=true";`},
	{name: "git/modules", inputs: `a.url = "git+https://git.example.org/alice/modules?ref=main";`},
	{name: "git/submodules", inputs: `a.url = "git+https://git.example.org/alice/modules?ref=main&submodules=1";`},
	{name: "git/submodules-none", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=main&submodules=1";`},
	{name: "git/submodules-shallow", inputs: `a.url = "git+https://git.example.org/alice/modules?ref=main&shallow=1&submodules=1";`},
	{name: "git/exports", inputs: `a.url = "git+https://git.example.org/alice/exports?ref=main";`, differs: archives},
	{name: "git/export-ignore", inputs: `a.url = "git+https://git.example.org/alice/exports?ref=main&exportIgnore=1";`, differs: inURL},
	{name: "git/dir", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=main&dir=sub";`, differs: inURL},
	{name: "git/dir-attribute", inputs: `a = { type = "git"; url = "https://git.example.org/alice/leaf"; ref = "main"; dir = "sub"; };`},
	{name: "git/dir-lock", inputs: `a.url = "git+https://git.example.org/alice/subdir?dir=flakes/b&ref=main";`, differs: inURL},
	{name: "git/query", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=main&what=1";`, differs: badURL},
	{name: "git/plain", inputs: `a = { url = "git+https://git.example.org/alice/plain?ref=main"; flake = false; };`},
	{name: "git/private", inputs: `a.url = "git+https://git.example.org/alice/secret?ref=main";`},
	{name: "git/attributes", inputs: `a = { type = "git"; url = "https://git.example.org/alice/leaf"; ref = "main"; shallow = true; submodules = false; };`},
	{name: "git/name", inputs: `a.url = "git+https://git.example.org/alice/leaf?ref=main&name=x";`, differs: badURL},
	{name: "git/inner", inputs: `a.url = "git+https://git.example.org/bob/locked?ref=main";`},
	{name: "git/bare", inputs: `a.url = "git+file://<<dir "alice/leaf">>?ref=main";`},
	{name: "git/bare-default", inputs: `a.url = "git+file://<<dir "alice/leaf">>";`, differs: masterOnly},
	{name: "git/bare-master", inputs: `a.url = "git+file://<<dir "alice/master">>";`, differs: shortRef},
	{name: "git/bare-rev", inputs: `a.url = "git+file://<<dir "alice/leaf">>?ref=main&rev=<<rev "alice/leaf" "one">>";`},
}

// Repositories on disk with their files beside.
var treeCases = []lockCase{
	{name: "tree/clean", inputs: `a.url = "git+file://$LOCAL/clean";`, differs: shortRef},
	{name: "tree/ref", inputs: `a.url = "git+file://$LOCAL/clean?ref=devel";`},
	{name: "tree/ref-head", inputs: `a.url = "git+file://$LOCAL/clean?ref=HEAD";`},
	{name: "tree/rev", inputs: `a.url = "git+file://$LOCAL/clean?rev=<<rev "alice/leaf" "one">>";`, differs: shortRef},
	{name: "tree/path-sub", inputs: `a.url = "$LOCAL/clean/sub";`, differs: plainPath},
	{name: "tree/dirty", inputs: `a.url = "git+file://$LOCAL/dirty";`, differs: dirty},
	{name: "tree/dirty-ref", inputs: `a.url = "git+file://$LOCAL/dirty?ref=main";`},
	{name: "tree/untracked", inputs: `a.url = "git+file://$LOCAL/untracked";`, differs: shortRef},
	{name: "tree/detached", inputs: `a.url = "git+file://$LOCAL/detached";`, differs: headRef},
	{name: "tree/branch", inputs: `a.url = "git+file://$LOCAL/branch";`, differs: shortRef},
	{name: "tree/staged", inputs: `a.url = "git+file://$LOCAL/staged";`, differs: dirty},
	{name: "tree/unborn", inputs: `a = { url = "git+file://$LOCAL/unborn"; flake = false; };`, differs: unborn},
	{name: "tree/dir", inputs: `a.url = "git+file://$LOCAL/clean?dir=sub";`, differs: inURL},
	{name: "tree/modules-plain", inputs: `a.url = "git+file://$LOCAL/modules";`, differs: modules},
	{name: "tree/shallow", inputs: `a.url = "git+file://$LOCAL/shallow";`, differs: shallowCount},
	{name: "tree/shallow-flag", inputs: `a.url = "git+file://$LOCAL/shallow?shallow=1";`, differs: shallowCount},
	{name: "tree/modules", inputs: `a.url = "git+file://$LOCAL/modules?submodules=1";`, differs: modules},
	{name: "tree/missing", inputs: `a.url = "git+file://$LOCAL/missing";`},
}

// Archives and files by their URLs.
var tarballCases = []lockCase{
	{name: "tarball/tar", inputs: `a.url = "https://files.example.org/leaf.tar";`, differs: noTime},
	{name: "tarball/tar-gz", inputs: `a.url = "https://files.example.org/leaf.tar.gz";`, differs: noTime},
	{name: "tarball/tgz", inputs: `a.url = "https://files.example.org/leaf.tgz";`, differs: noTime},
	{name: "tarball/tar-xz", inputs: `a.url = "https://files.example.org/leaf.tar.xz";`, differs: noTime},
	{name: "tarball/tar-bz2", inputs: `a.url = "https://files.example.org/leaf.tar.bz2";`, differs: noTime},
	{name: "tarball/tar-zst", inputs: `a.url = "https://files.example.org/leaf.tar.zst";`, differs: noTime},
	{name: "tarball/zip", inputs: `a.url = "https://files.example.org/leaf.zip";`, differs: noTime},
	{name: "tarball/plain", inputs: `a = { url = "https://files.example.org/leaf.tar.gz"; flake = false; };`, differs: noTime},
	{name: "tarball/attributes", inputs: `a = { type = "tarball"; url = "https://files.example.org/leaf.tar.gz"; };`, differs: noTime},
	{name: "tarball/attributes-no-extension", inputs: `a = { type = "tarball"; url = "https://files.example.org/archive/main"; };`, differs: noTime},
	{name: "tarball/attributes-name", inputs: `a = { type = "tarball"; url = "https://files.example.org/leaf.tar.gz"; name = "x"; };`, differs: noTime},
	{name: "tarball/dir", inputs: `a.url = "https://files.example.org/leaf.tar.gz?dir=sub";`, differs: inURL},
	{name: "tarball/dir-attribute", inputs: `a = { type = "tarball"; url = "https://files.example.org/leaf.tar.gz"; dir = "sub"; };`, differs: noTime},
	{name: "tarball/query", inputs: `a.url = "https://files.example.org/leaf.tar.gz?a=1&b=2";`, differs: noTime},
	{name: "tarball/query-unsorted", inputs: `a.url = "https://files.example.org/leaf.tar.gz?b=2&a=1";`, differs: noTime},
	{name: "tarball/query-plus", inputs: `a.url = "https://files.example.org/leaf.tar.gz?x=a+b";`, differs: otherEscapes},
	{name: "tarball/query-plus-escaped", inputs: `a.url = "https://files.example.org/leaf.tar.gz?x=a%2Bb";`, differs: otherEscapes},
	{name: "tarball/query-space", inputs: `a.url = "https://files.example.org/leaf.tar.gz?x=a%20b";`, differs: noTime},
	{name: "tarball/query-rev", inputs: `a.url = "https://files.example.org/leaf-1.0.tar.gz?rev=0123456789abcdef0123456789abcdef01234567&revCount=12";`, differs: inURL},
	{name: "tarball/query-last-modified", inputs: `a.url = "https://files.example.org/leaf-1.0.tar.gz?lastModified=1500000000";`, differs: inURL},
	{name: "tarball/space", inputs: `a.url = "https://files.example.org/a%20leaf.tar.gz";`, differs: noTime},
	{name: "tarball/angles", inputs: `a.url = "https://files.example.org/a%3Cleaf%3E.tar.gz";`, differs: noTime},
	{name: "tarball/angles-lower", inputs: `a.url = "https://files.example.org/a%3cleaf%3e.tar.gz";`, differs: otherEscapes},
	{name: "tarball/plus", inputs: `a.url = "https://files.example.org/a+leaf.tar.gz";`, differs: otherEscapes},
	{name: "tarball/plus-escaped", inputs: `a.url = "https://files.example.org/a%2Bleaf.tar.gz";`, differs: noTime},
	{name: "tarball/tilde", inputs: `a.url = "https://files.example.org/~user/leaf.tar.gz";`, differs: noTime},
	{name: "tarball/tilde-escaped", inputs: `a.url = "https://files.example.org/%7Euser/leaf.tar.gz";`, differs: otherEscapes},
	{name: "tarball/ampersand-escaped", inputs: `a.url = "https://files.example.org/a%26b%3Dc.tar.gz";`, differs: noTime},
	{name: "tarball/port", inputs: `a.url = "https://files.example.org:443/leaf.tar.gz";`, differs: noTime},
	{name: "tarball/upper-host", inputs: `a.url = "https://FILES.example.org/leaf.tar.gz";`},
	{name: "tarball/upper-extension", inputs: `a.url = "https://files.example.org/LEAF.TAR.GZ";`, differs: onlyEndings},
	{name: "tarball/no-extension", inputs: `a.url = "https://files.example.org/archive/main";`, differs: onlyEndings},
	{name: "tarball/no-extension-query", inputs: `a.url = "https://files.example.org/archive/main?format=tar.gz";`, differs: onlyEndings},
	{name: "tarball/no-extension-plain", inputs: `a = { url = "https://files.example.org/archive/main"; flake = false; };`, differs: onlyEndings},
	{name: "tarball/scheme", inputs: `a.url = "tarball+https://files.example.org/archive/main";`, differs: onlyEndings},
	{name: "tarball/scheme-plain", inputs: `a = { url = "tarball+https://files.example.org/archive/main"; flake = false; };`, differs: onlyEndings},
	{name: "tarball/scheme-extension", inputs: `a.url = "tarball+https://files.example.org/leaf.tar.gz";`, differs: onlyEndings},
	{name: "tarball/immutable", inputs: `a.url = "https://files.example.org/latest.tar.gz";`, differs: noLink},
	{name: "tarball/immutable-no-extension", inputs: `a.url = "https://files.example.org/latest";`, differs: onlyEndings},
	{name: "tarball/immutable-dir", inputs: `a.url = "https://files.example.org/latest.tar.gz?dir=sub";`, differs: inURL},
	{name: "tarball/immutable-dated", inputs: `a.url = "https://files.example.org/dated.tar.gz";`, differs: noLink},
	{name: "tarball/immutable-hashed", inputs: `a.url = "https://files.example.org/hashed.tar.gz";`, differs: noLink},
	{name: "tarball/immutable-query", inputs: `a.url = "https://files.example.org/mirrored.tar.gz";`, differs: noLink},
	{name: "tarball/immutable-elsewhere", inputs: `a.url = "https://files.example.org/elsewhere.tar.gz";`, differs: noLink},
	{name: "tarball/moved", inputs: `a.url = "https://files.example.org/moved.tar.gz";`, differs: noTime},
	{name: "tarball/moved-then-immutable", inputs: `a.url = "https://files.example.org/moved-pinned.tar.gz";`, differs: noLink},
	{name: "tarball/immutable-then-moved", inputs: `a.url = "https://files.example.org/pinned-moved.tar.gz";`, differs: noLink},
	{name: "tarball/nar-hash", inputs: `a = { url = "https://files.example.org/leaf.tar.gz?narHash=sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; };`},
	{name: "tarball/missing", inputs: `a.url = "https://files.example.org/missing.tar.gz";`},
	{name: "tarball/wrong", inputs: `a.url = "https://files.example.org/wrong.tar.gz";`},
	{name: "tarball/local", inputs: `a.url = "file://$LOCAL/leaf.tar.gz";`, differs: noTime},
	{name: "tarball/two-tops", inputs: `a = { url = "https://files.example.org/two-tops.tar.gz"; flake = false; };`, differs: oneTop},
	{name: "tarball/no-top", inputs: `a.url = "https://files.example.org/no-top.tar.gz";`, differs: oneTop},
	{name: "tarball/dots", inputs: `a.url = "https://files.example.org/dots.tar.gz";`, differs: oneTop},
	{name: "tarball/dots-top", inputs: `a.url = "https://files.example.org/dots-top.tar.gz";`, differs: noTime},
	{name: "tarball/one-file", inputs: `a = { url = "https://files.example.org/one-file.tar.gz"; flake = false; };`, differs: anyTop},
	{name: "tarball/one-link", inputs: `a = { url = "https://files.example.org/one-link.tar.gz"; flake = false; };`, differs: anyTop},
	{name: "tarball/top-dir", inputs: `a = { url = "https://files.example.org/top-dir.tar.gz"; flake = false; };`, differs: noTime},
	{name: "tarball/deep-dir", inputs: `a = { url = "https://files.example.org/deep-dir.tar.gz"; flake = false; };`, differs: noTime},
	{name: "tarball/implied", inputs: `a.url = "https://files.example.org/implied.tar.gz";`, differs: noTime},
	{name: "tarball/links", inputs: `a = { url = "https://files.example.org/links.tar.gz"; flake = false; };`, differs: noTime},
	{name: "tarball/zip-links", inputs: `a = { url = "https://files.example.org/links.zip"; flake = false; };`, differs: noTime},
	{name: "tarball/twice", inputs: `a = { url = "https://files.example.org/twice.tar.gz"; flake = false; };`, differs: noTime},
	{name: "tarball/modes", inputs: `a = { url = "https://files.example.org/modes.tar.gz"; flake = false; };`, differs: noTime},
	{name: "tarball/names", inputs: `a = { url = "https://files.example.org/names.tar.gz"; flake = false; };`, differs: noTime},
	{name: "tarball/before-1970", inputs: `a = { url = "https://files.example.org/before-1970.tar.gz"; flake = false; };`},
	{name: "tarball/outside", inputs: `a = { url = "https://files.example.org/outside.tar.gz"; flake = false; };`, differs: noDots},
	{name: "tarball/absolute", inputs: `a = { url = "https://files.example.org/absolute.tar.gz"; flake = false; };`, differs: noTime},
	{name: "file/scheme", inputs: `a = { url = "file+https://files.example.org/README"; flake = false; };`, differs: noFiles},
	{name: "file/scheme-archive", inputs: `a = { url = "file+https://files.example.org/leaf.tar.gz"; flake = false; };`, differs: noFiles},
	{name: "file/plain", inputs: `a = { url = "https://files.example.org/README"; flake = false; };`, differs: noFiles},
	{name: "file/query", inputs: `a = { url = "https://files.example.org/README?a=1&b=2"; flake = false; };`, differs: noFiles},
	{name: "file/attributes", inputs: `a = { type = "file"; url = "https://files.example.org/README"; flake = false; };`, differs: noFiles},
	{name: "file/immutable", inputs: `a = { url = "https://files.example.org/pinned-file"; flake = false; };`, differs: noFiles},
	{name: "file/as-flake", inputs: `a.url = "file+https://files.example.org/README";`},
	{name: "file/local", inputs: `a = { url = "file://$LOCAL/file"; flake = false; };`, differs: noFiles},
	{name: "file/local-scheme", inputs: `a = { url = "file+file://$LOCAL/file"; flake = false; };`, differs: noFiles},
}

// Directories.
var pathCases = []lockCase{
	{name: "path/absolute", inputs: `a.url = "path:$LOCAL/dep";`},
	{name: "path/absolute-bare", inputs: `a.url = "$LOCAL/dep";`},
	{name: "path/absolute-slash", inputs: `a.url = "path:$LOCAL/dep/";`},
	{name: "path/absolute-dots", inputs: `a.url = "path:$LOCAL/dep/../dep/./.";`},
	{name: "path/absolute-triple", inputs: `a.url = "path://$LOCAL/dep";`},
	{name: "path/absolute-space", inputs: `a.url = "path:$LOCAL/a%20dep";`, differs: noDecoding},
	{name: "path/absolute-plus", inputs: `a.url = "path:$LOCAL/a+dep";`},
	{name: "path/absolute-dir", inputs: `a.url = "path:$LOCAL/dep?dir=sub";`, differs: noDir},
	{name: "path/absolute-dir-bare", inputs: `a.url = "$LOCAL/dep?dir=sub";`, differs: noDir},
	{name: "path/absolute-plain", inputs: `a = { url = "path:$LOCAL/dep"; flake = false; };`},
	{name: "path/absolute-file", inputs: `a = { url = "path:$LOCAL/file"; flake = false; };`},
	{name: "path/absolute-link", inputs: `a.url = "path:$LOCAL/link";`},
	{name: "path/absolute-missing", inputs: `a.url = "path:$LOCAL/missing";`},
	{name: "path/absolute-locked", inputs: `a.url = "path:$LOCAL/locked";`},
	{name: "path/attributes", inputs: `a = { type = "path"; path = "$LOCAL/dep"; };`},
	{name: "path/attributes-times", inputs: `a = { type = "path"; path = "$LOCAL/dep"; lastModified = 5; };`, differs: ownTime},
	{name: "path/top-dots", inputs: `a.url = "path:./dep";`, files: depFiles, differs: noParent},
	{name: "path/top-relative", inputs: `a.url = "path:dep";`, files: depFiles, differs: noParent},
	{name: "path/top-string", inputs: `a.url = "./dep";`, files: depFiles, differs: storePath},
	{name: "path/top-slash", inputs: `a.url = "path:./dep/";`, files: depFiles, differs: noParent},
	{name: "path/top-plain", inputs: `a = { url = "path:./dep"; flake = false; };`, files: depFiles, differs: noParent},
	{name: "path/top-file", inputs: `a = { url = "path:./dep/file"; flake = false; };`, files: depFiles, differs: noParent},
	{name: "path/top-up", inputs: `a.url = "path:../dep";`},
	{name: "path/top-missing", inputs: `a.url = "path:./missing";`},
	{name: "path/top-dir", inputs: `a.url = "path:./dep?dir=sub";`, files: depFiles, differs: noDir},
	{name: "path/top-attributes", inputs: `a = { type = "path"; path = "./dep"; };`, files: depFiles, differs: noAttributes},
	{name: "path/inside-dots", inputs: `a.url = "github:path/dots";`, differs: noStepUp},
	{name: "path/inside-relative", inputs: `a.url = "github:path/relative";`, differs: noParent},
	{name: "path/inside-string", inputs: `a.url = "github:path/short";`, differs: storePath},
	{name: "path/inside-literal", inputs: `a.url = "github:path/literal";`, differs: noLiterals},
	{name: "path/inside-up", inputs: `a.url = "github:path/up?dir=sub";`, differs: noParent},
	{name: "path/inside-out", inputs: `a.url = "github:path/out";`},
	{name: "path/inside-follows", inputs: `a.url = "github:path/follows";`, differs: noParent},
	{name: "path/inside-override", inputs: `a.url = "github:path/override";`, differs: noParent},
	{name: "path/inside-locked", inputs: `a.url = "github:path/locked";`, differs: mutable},
	{name: "path/inside-git", inputs: `a.url = "git+https://git.example.org/path/dots?ref=main";`, differs: noStepUp},
	{name: "path/top-and-inside", inputs: `
		a.url = "path:./dep";
		b.url = "github:path/dots";`, files: depFiles, differs: noStepUp},
	{name: "path/top-override", inputs: `
		one.url = "github:bob/one";
		one.inputs.leaf.url = "path:./dep";`, files: depFiles, differs: noParent},
	{name: "path/top-old", inputs: `a.url = "path:./dep";`, files: oldDirectory, differs: noParent},
	{name: "path/inside-linked", inputs: `a.url = "github:text/linked";`},
	{name: "path/inside-linked-lock", inputs: `a.url = "github:text/linked-lock";`, differs: links},
	{name: "path/inside-linked-dir", inputs: `a.url = "github:text/linked?dir=beside";`, differs: links},
}

var depFiles = map[string]string{
	"dep/flake.nix": `{
  inputs.leaf.url = "github:alice/leaf";
  outputs = { self, leaf }: { x = "dep(${leaf.x})"; };
}
`,
	"dep/file":          "Text.\n",
	"dep/sub/flake.nix": "{ outputs = _: { x = \"dep/sub\"; }; }\n",
}

// Names in the registry.
var indirectCases = []lockCase{
	{name: "indirect/bare", inputs: `a.url = "leaf";`},
	{name: "indirect/scheme", inputs: `a.url = "flake:leaf";`},
	{name: "indirect/ref", inputs: `a.url = "leaf/devel";`},
	{name: "indirect/scheme-ref", inputs: `a.url = "flake:leaf/devel";`},
	{name: "indirect/ref-slash", inputs: `a.url = "flake:leaf/release/1.0";`},
	{name: "indirect/rev", inputs: `a.url = "leaf/<<rev "alice/leaf" "one">>";`},
	{name: "indirect/ref-rev", inputs: `a.url = "leaf/main/<<rev "alice/leaf" "one">>";`},
	{name: "indirect/dir", inputs: `a.url = "flake:leaf?dir=sub";`},
	{name: "indirect/entry-dir", inputs: `a.url = "subdir";`},
	{name: "indirect/entry-dir-and-dir", inputs: `a.url = "flake:subdir?dir=sub/deep/er";`},
	{name: "indirect/entry-ref", inputs: `a.url = "branch";`},
	{name: "indirect/entry-ref-and-ref", inputs: `a.url = "branch/main";`},
	{name: "indirect/entry-rev", inputs: `a.url = "pinned";`},
	{name: "indirect/entry-rev-and-ref", inputs: `a.url = "pinned/devel";`},
	{name: "indirect/entry-from-ref", inputs: `a.url = "refonly";`},
	{name: "indirect/entry-from-ref-and-ref", inputs: `a.url = "refonly/devel";`},
	{name: "indirect/entry-exact", inputs: `a.url = "exact";`},
	{name: "indirect/entry-exact-and-ref", inputs: `a.url = "exact/devel";`},
	{name: "indirect/entry-chain", inputs: `a.url = "other";`},
	{name: "indirect/entry-circle", inputs: `a.url = "circle";`},
	{name: "indirect/entry-git", inputs: `a.url = "git";`, differs: masterOnly},
	{name: "indirect/entry-git-ref", inputs: `a.url = "git/main";`},
	{name: "indirect/entry-tarball", inputs: `a.url = "tarball";`, differs: noTime},
	{name: "indirect/entry-of-direct", inputs: `a.url = "github:moved/leaf";`},
	{name: "indirect/missing", inputs: `a.url = "no-such";`},
	{name: "indirect/attributes", inputs: `a = { type = "indirect"; id = "leaf"; ref = "devel"; };`},
	{name: "indirect/undeclared", inputs: `leaf = { };`},
	{name: "indirect/undeclared-plain", inputs: `leaf.flake = false;`},
	{name: "indirect/plain", inputs: `a = { url = "leaf"; flake = false; };`},
}

// Inputs of inputs.
var graphCases = []lockCase{
	{name: "graph/none", inputs: ``},
	{name: "graph/no-lock", inputs: `one.url = "github:bob/one";`},
	{name: "graph/lock", inputs: `a.url = "github:bob/locked";`},
	{name: "graph/lock-4", inputs: `a.url = "github:bob/version4";`},
	{name: "graph/lock-5", inputs: `a.url = "github:bob/version5";`},
	{name: "graph/lock-6", inputs: `a.url = "github:bob/version6";`},
	{name: "graph/lock-8", inputs: `a.url = "github:bob/version8";`},
	{name: "graph/lock-5-info", inputs: `a.url = "github:bob/info";`},
	{name: "graph/lock-stale", inputs: `a.url = "github:bob/stale";`},
	{name: "graph/lock-broken", inputs: `a.url = "github:nest/broken";`},
	{name: "graph/lock-unlocked", inputs: `a.url = "github:nest/unlocked";`},
	{name: "graph/lock-dangling", inputs: `a.url = "github:nest/dangling";`},
	{name: "graph/lock-broken-plain", inputs: `a = { url = "github:nest/broken"; flake = false; };`},
	{name: "graph/lock-empty", inputs: `a.url = "github:nest/no-lock";`},
	{name: "graph/lock-odd", inputs: `a.url = "github:nest/odd";`},
	{name: "graph/lock-shared", inputs: `a.url = "github:nest/shared";`},
	{name: "graph/lock-lacking", inputs: `a.url = "github:nest/lacking";`},
	{name: "graph/lock-around", inputs: `a.url = "github:nest/around";`, differs: noOverride},
	{name: "graph/nested", inputs: `a.url = "github:nest/a";`},
	{name: "graph/nested-lock", inputs: `b.url = "github:nest/b";`},
	{name: "graph/nested-follows", inputs: `
		leaf.url = "github:alice/leaf/v1";
		b.url = "github:nest/b";
		b.inputs.leaf.follows = "leaf";`},
	{name: "graph/nested-follows-deep", inputs: `
		leaf.url = "github:alice/leaf/v1";
		b.url = "github:nest/b";
		b.inputs.c.inputs.leaf.follows = "leaf";`},
	{name: "graph/nested-follows-c", inputs: `
		c.url = "github:nest/c";
		b.url = "github:nest/b";
		b.inputs.c.follows = "c";`, differs: throughFollows},
	{name: "graph/nested-url", inputs: `
		b.url = "github:nest/b";
		b.inputs.leaf.url = "github:alice/leaf/v1";`, differs: noOverride},
	{name: "graph/nested-url-same", inputs: `
		b.url = "github:nest/b";
		b.inputs.leaf.url = "github:alice/leaf/devel";`},
	{name: "graph/nested-url-deep", inputs: `
		b.url = "github:nest/b";
		b.inputs.c = { url = "github:nest/c"; inputs.leaf.url = "github:alice/leaf/v1"; };`},
	{name: "graph/follows", inputs: `
		leaf.url = "github:alice/leaf";
		one.url = "github:bob/one";
		one.inputs.leaf.follows = "leaf";`},
	{name: "graph/follows-locked", inputs: `
		leaf.url = "github:alice/leaf";
		a.url = "github:bob/locked";
		a.inputs.leaf.follows = "leaf";`},
	{name: "graph/follows-inside", inputs: `two.url = "github:bob/two";`},
	{name: "graph/follows-both", inputs: `
		leaf.url = "github:alice/leaf/v1";
		two.url = "github:bob/two";
		two.inputs.leaf.follows = "leaf";`},
	{name: "graph/follows-elsewhere", inputs: `a.url = "github:bob/elsewhere";`},
	{name: "graph/follows-deep", inputs: `
		two.url = "github:bob/two";
		leaf.follows = "two/leaf";
		inner.follows = "two/one/leaf";`},
	{name: "graph/follows-chain", inputs: `
		leaf.url = "github:alice/leaf";
		b.follows = "a";
		a.follows = "leaf";
		one.url = "github:bob/one";
		one.inputs.leaf.follows = "b";`},
	{name: "graph/follows-empty", inputs: `
		one.url = "github:bob/one";
		one.inputs.leaf.follows = "";`},
	{name: "graph/follows-empty-top", inputs: `
		a.follows = "";
		leaf.url = "github:alice/leaf";`},
	{name: "graph/follows-empty-inside", inputs: `a.url = "github:bob/empty";`},
	{name: "graph/follows-and-url", inputs: `
		leaf.url = "github:alice/leaf";
		b = { url = "github:alice/leaf/devel"; follows = "leaf"; };`},
	{name: "graph/follows-unknown-input", inputs: `
		leaf.url = "github:alice/leaf";
		one.url = "github:bob/one";
		one.inputs.nothing.follows = "leaf";`},
	{name: "graph/follows-nowhere", inputs: `
		one.url = "github:bob/one";
		one.inputs.leaf.follows = "nothing";`},
	{name: "graph/follows-nowhere-inside", inputs: `a.url = "github:ring/nowhere";`},
	{name: "graph/follows-circle", inputs: `
		a.follows = "b";
		b.follows = "a";`, differs: circles},
	{name: "graph/follows-circle-inside", inputs: `a.url = "github:ring/follows";`, differs: circles},
	{name: "graph/follows-slashes", inputs: `
		two.url = "github:bob/two";
		leaf.follows = "/two//leaf/";`},
	{name: "graph/follows-strange", inputs: `
		two.url = "github:bob/two";
		leaf.follows = "two/a b";`},
	{name: "graph/override", inputs: `
		one.url = "github:bob/one";
		one.inputs.leaf.url = "github:alice/leaf/devel";`, differs: noOverride},
	{name: "graph/override-locked", inputs: `
		a.url = "github:bob/locked";
		a.inputs.leaf.url = "github:alice/leaf/devel";`, differs: noOverride},
	{name: "graph/override-inside", inputs: `a.url = "github:bob/override";`, differs: noOverride},
	{name: "graph/override-both", inputs: `
		a.url = "github:bob/override";
		a.inputs.one.url = "github:bob/locked";`, differs: noOverride},
	{name: "graph/override-flake", inputs: `
		a.url = "github:bob/one";
		a.inputs.leaf.flake = false;`, differs: flakeness},
	{name: "graph/override-plain", inputs: `
		a.url = "github:bob/source";
		a.inputs.plain.url = "github:alice/leaf";`},
	{name: "graph/source", inputs: `a.url = "github:bob/source";`},
	{name: "graph/deep", inputs: `a.url = "github:bob/deep";`, differs: noOverride},
	{name: "graph/diamond", inputs: `
		one.url = "github:bob/one";
		two.url = "github:bob/two";
		locked.url = "github:bob/locked";`},
	{name: "graph/same-twice", inputs: `
		a.url = "github:bob/one";
		b.url = "github:bob/one";`},
	{name: "graph/clash", inputs: `
		leaf.url = "github:alice/leaf";
		a.url = "github:bob/one";
		b.url = "github:bob/locked";
		z.url = "github:bob/one";`},
	{name: "graph/clash-root", inputs: `
		root.url = "github:alice/leaf";`},
	{name: "graph/clash-taken", inputs: `
		a.url = "github:bob/one";
		leaf.url = "github:alice/leaf";
		leaf_2.url = "github:alice/leaf/v1";
		leaf_2_2.url = "github:alice/leaf/v1";`},
	{name: "graph/names", inputs: `
		a-b_c.url = "github:alice/leaf";
		_x.url = "github:alice/leaf";
		x'.url = "github:alice/leaf";
		X.url = "github:alice/leaf";
		"3d".url = "github:alice/leaf";`},
	{name: "graph/circle", inputs: `left.url = "github:ring/left";`},
	{name: "graph/circle-itself", inputs: `a.url = "github:ring/itself";`},
	{name: "graph/circle-cut", inputs: `a.url = "github:ring/cut";`},
	{name: "graph/circle-follows", inputs: `
		left.url = "github:ring/left";
		left.inputs.right.follows = "";`},
	{name: "graph/mixed", inputs: `a.url = "github:kind/mixed";`, differs: noTime},
	{name: "graph/old-kept", inputs: `
		a.url = "github:alice/leaf";
		b.url = "github:alice/leaf/devel";`, files: oldLock},
	{name: "graph/old-follows", inputs: `
		a.url = "github:bob/one";
		leaf.url = "github:alice/leaf";
		a.inputs.leaf.follows = "leaf";`, files: oldGraph},
	{name: "graph/old-unfollowed", inputs: `
		a.url = "github:bob/one";
		leaf.url = "github:alice/leaf";`, files: oldFollows},
	{name: "graph/old-plain", inputs: `
		a = { url = "github:alice/leaf"; flake = false; };
		b.url = "github:alice/leaf";`, files: oldLock},
	{name: "graph/old-removed", inputs: `a.url = "github:alice/leaf";`, files: oldLock},
	{name: "graph/old-all-removed", inputs: ``, files: oldLock},
	{name: "graph/old-renamed", inputs: `
		c.url = "github:alice/leaf";
		b.url = "github:alice/leaf";`, files: oldLock},
	{name: "graph/old-override", inputs: `
		a.url = "github:bob/one";
		a.inputs.leaf.url = "github:alice/leaf/devel";`, files: oldGraph, differs: noOverride},
	{name: "graph/old-override-same", inputs: `
		a.url = "github:bob/one";
		a.inputs.leaf.url = "github:alice/leaf";`, files: oldGraph, differs: dropsOld},
	{name: "graph/old-follows-other", inputs: `
		a.url = "github:bob/one";
		b.url = "github:alice/leaf";
		a.inputs.leaf.follows = "b";`, files: oldFollows},
}

// What flake.nix of an input can look like.
var textCases = []lockCase{
	{name: "text/comments", inputs: `a.url = "github:text/comments";`},
	{name: "text/windows", inputs: `a.url = "github:text/windows";`},
	{name: "text/recursive", inputs: `a.url = "github:text/recursive";`},
	{name: "text/inherits", inputs: `a.url = "github:text/inherits";`},
	{name: "text/let", inputs: `a.url = "github:text/let";`},
	{name: "text/let-outputs", inputs: `a.url = "github:text/letout";`},
	{name: "text/let-top", inputs: `a.url = "github:text/lettop";`},
	{name: "text/parens", inputs: `a.url = "github:text/parens";`},
	{name: "text/indented", inputs: `a.url = "github:text/indented";`},
	{name: "text/indented-escape", inputs: `a.url = "github:text/indented-escape";`},
	{name: "text/indented-dollar", inputs: `a.url = "github:text/indented-dollar";`},
	{name: "text/escaped", inputs: `a.url = "github:text/escaped";`},
	{name: "text/bare", inputs: `a.url = "github:text/bare";`},
	{name: "text/plus", inputs: `a.url = "github:text/plus";`},
	{name: "text/interpolated", inputs: `a.url = "github:text/interpolated";`},
	{name: "text/dynamic", inputs: `a.url = "github:text/dynamic";`},
	{name: "text/attributes", inputs: `a.url = "github:text/attributes";`},
	{name: "text/formals", inputs: `a.url = "github:text/formals";`},
	{name: "text/empty", inputs: `a.url = "github:text/empty";`},
	{name: "text/config", inputs: `a.url = "github:text/config";`},
	{name: "text/unknown", inputs: `a.url = "github:text/unknown";`},
	{name: "text/outputless", inputs: `a.url = "github:text/outputless";`},
	{name: "text/merged", inputs: `a.url = "github:text/merged";`},
	{name: "text/names", inputs: `a.url = "github:text/names";`},
	{name: "text/tabs", inputs: `a.url = "github:text/tabs";`},
}
