final: prev: { "or" = prev.which; }
