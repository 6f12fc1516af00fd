//! Seconds of the processor, all threads: what else runs on the machine does not count.
use rustix::time::{ClockId, clock_gettime};

fn now() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

/// The median of some runs, and the last answer.
pub fn seconds<T>(times: usize, mut work: impl FnMut() -> T) -> (f64, T) {
    let mut took = vec![];
    let mut run = || {
        let began = now();
        let answer = work();
        took.push(now() - began);
        answer
    };
    let mut answer = run();
    for _ in 1..times {
        answer = run();
    }
    took.sort_by(f64::total_cmp);
    (took[took.len() / 2], answer)
}

/// The most memory this process had at a time, in MB.
pub fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kb = line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kb.unwrap_or(f64::NAN) / 1024.0
}
