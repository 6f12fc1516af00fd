use super::super::question::NONE;
use super::{Given, Step};

impl Given<'_> {
    /// Both catchments stay in one piece.
    pub(super) fn allowed(&self, step: Step) -> bool {
        let Some(neighbors) = self.neighbors else { return true };
        let from = self.of[step.home as usize];
        let alone = self.members[step.to as usize].iter().all(|member| Some(*member) == step.back);
        let touches = neighbors[step.home as usize]
            .iter()
            .any(|other| self.of[*other as usize] == step.to && Some(*other) != step.back);
        if !alone && !touches {
            return false;
        }
        if from != NONE && !self.whole_without(from, step.home, step.back) {
            return false;
        }
        step.back.is_none_or(|back| self.whole_without(step.to, back, Some(step.home)))
    }

    /// A catchment is in one piece without one home and with another.
    pub(super) fn whole_without(&self, center: u32, out: u32, more: Option<u32>) -> bool {
        let Some(neighbors) = self.neighbors else { return true };
        let stays = self.members[center as usize].iter().copied().filter(|home| *home != out);
        let mut left: Vec<u32> = stays.chain(more).collect();
        let mut todo: Vec<u32> = left.pop().into_iter().collect();
        while let Some(home) = todo.pop() {
            let near = &neighbors[home as usize];
            let mut i = 0;
            while i < left.len() {
                if near.binary_search(&left[i]).is_ok() {
                    todo.push(left.swap_remove(i));
                } else {
                    i += 1;
                }
            }
        }
        left.is_empty()
    }
}
