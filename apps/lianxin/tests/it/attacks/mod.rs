//! What somebody would try from outside, tried on every operation there is.
mod bodies;
mod even;
mod forgery;
mod guessing;
mod headers;
mod ids;
mod scripts;
