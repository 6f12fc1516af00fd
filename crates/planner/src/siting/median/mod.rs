//! The shortest walks in sum.
