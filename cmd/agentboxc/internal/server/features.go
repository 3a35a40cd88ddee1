package server

// features are the requests that the server answers, besides those of its life.
func features() []feature {
	return []feature{
		diagnosticFeature(),
		formattingFeature(),
	}
}
