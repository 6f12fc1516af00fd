use crate::certificate::Limit;
use crate::round::Round;
use crate::worth::Worth;

/// What every choice pays.
pub struct Paid {
    /// Per club, by number of the block (0 is unused).
    pub counts: Vec<Vec<Worth>>,
    pub likes: Vec<Vec<Worth>>,
    pub blocks: Vec<Worth>,
}

impl Paid {
    pub fn new(round: &Round) -> Self {
        Self {
            counts: round
                .clubs
                .iter()
                .map(|c| vec![Worth::ZERO; usize::from(c.wanted) + 1])
                .collect(),
            likes: round.clubs.iter().map(|c| vec![Worth::ZERO; c.likes.len()]).collect(),
            blocks: vec![Worth::ZERO; round.blocks.len()],
        }
    }

    /// Lays the price on what the limit is about. Answers with how much the limit lets through; `None` when
    /// it does not hold for every allocation.
    pub fn pay(&mut self, round: &Round, limit: &Limit, price: Worth) -> Option<i64> {
        let all = |blocks: &[usize], related: &dyn Fn(usize, usize) -> bool| {
            blocks.iter().all(|&b| b < round.blocks.len())
                && blocks
                    .iter()
                    .enumerate()
                    .all(|(at, &a)| blocks[..at].iter().all(|&b| a != b && related(a, b)))
        };
        match limit {
            Limit::Balance { club } => {
                self.counts.get_mut(*club)?.iter_mut().for_each(|count| *count += price);
                self.likes[*club].iter_mut().for_each(|like| *like -= price);
                Some(0)
            }
            Limit::Order { club, nth } => {
                let counts = self.counts.get_mut(*club)?;
                let nth = usize::from(*nth);
                if !(2..counts.len()).contains(&nth) {
                    return None;
                }
                counts[nth] += price;
                counts[nth - 1] -= price;
                Some(0)
            }
            Limit::Day { club, weekday } => {
                let c = round.clubs.get(*club)?;
                let on_day = |block: usize| round.blocks[block].weekday == *weekday;
                self.pay_likes(round, *club, price, on_day);
                Some(i64::from(c.a_day))
            }
            Limit::Apart { club, blocks } => {
                if *club >= round.clubs.len() || !all(blocks, &|a, b| round.overlap(a, b)) {
                    return None;
                }
                self.pay_likes(round, *club, price, |block| blocks.contains(&block));
                Some(1)
            }
            Limit::Once { blocks } => {
                if !all(blocks, &|a, b| round.conflict(a, b)) {
                    return None;
                }
                blocks.iter().for_each(|&b| self.blocks[b] += price);
                Some(1)
            }
            Limit::Kept { .. } => None,
        }
    }

    fn pay_likes(
        &mut self,
        round: &Round,
        club: usize,
        price: Worth,
        pays: impl Fn(usize) -> bool,
    ) {
        for (like, cost) in round.clubs[club].likes.iter().zip(&mut self.likes[club]) {
            if pays(like.block) {
                *cost += price;
            }
        }
    }
}
