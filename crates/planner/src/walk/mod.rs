//! Walking on streets, as one profile walks: the graph, places on it, and searches from them.
