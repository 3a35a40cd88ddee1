package publish

import (
	"slices"
	"strings"
	"testing"
)

func TestParseTarget(t *testing.T) {
	for text, want := range map[string]Target{
		"ghcr.io/acme/agents:v1":      {"ghcr.io/acme/agents", []string{"v1"}},
		"localhost:5000/a:latest":     {"localhost:5000/a", []string{"latest"}},
		"localhost/a__b/c-d.e:_x":     {"localhost/a__b/c-d.e", []string{"_x"}},
		"docker.io/library/a:1.2-3_4": {"docker.io/library/a", []string{"1.2-3_4"}},
		"[::1]:5000/a:v1":             {"[::1]:5000/a", []string{"v1"}},
	} {
		got, err := ParseTarget(text)
		if err != nil || got.Repository != want.Repository || !slices.Equal(got.Tags, want.Tags) || got.String() != text {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"":                                      "it is empty",
		"docker://ghcr.io/a/b:v1":               "without docker://, as ghcr.io/a/b:v1",
		"alpine:v1":                             "as docker.io/library/alpine would",
		"acme/agents:v1":                        "does not start with a registry",
		"ghcr.io/acme/agents":                   "write ghcr.io/acme/agents:TAG",
		"localhost:5000/a":                      "the tag is missing",
		"ghcr.io/a@sha256:00":                   "write ghcr.io/a:TAG",
		"ghcr.io/Acme/Agents:v1":                "write ghcr.io/acme/agents",
		"ghcr.io/:v1":                           "no repository of ghcr.io",
		"ghcr.io/a//b:v1":                       "no name of a repository",
		"ghcr.io/a b:v1":                        "no name of a repository",
		"ghcr.io/a/b:":                          `"" is no tag`,
		"ghcr.io/a/b:-x":                        `"-x" is no tag`,
		"gh cr.io/a/b:v1":                       `"gh cr.io" is no registry`,
		"ghcr.io/a:" + strings.Repeat("x", 129): "is no tag",
		"ghcr.io/" + strings.Repeat("x", 256) + ":v1": "up to 255",
	} {
		if got, err := ParseTarget(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
}

func TestTargetWithoutTags(t *testing.T) {
	_, err := Push(t.Context(), Target{Repository: "ghcr.io/a/b"}, newImage(t, 1, 1), Options{})
	if err == nil || !strings.Contains(err.Error(), "it has no tag") {
		t.Errorf("error %v", err)
	}
}
