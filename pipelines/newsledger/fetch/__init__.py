"""Getting documents: discovery, polite fetching, the WARC archive and the index of what came."""
