//! Speed is measured here and never asserted: run `make bench`. Every figure stands beside one measured
//! in the same run, since machines are shared and noisy.
