final: prev: { hello = prev.hello.override { version = "2.12.2"; }; }
