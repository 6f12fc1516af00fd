//! Integer programs, for what our own bounds leave open.
