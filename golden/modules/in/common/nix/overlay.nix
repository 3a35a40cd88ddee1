final: prev: { jq = prev.jq.overrideAttrs { pname = "jq-patched"; }; }
