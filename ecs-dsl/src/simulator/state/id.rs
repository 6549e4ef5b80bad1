//! Ids that look random and are the same on every run.

use super::World;

impl World {
    /// Returns a new id of 32 hexadecimal digits.
    pub(in crate::simulator) fn new_id(&mut self) -> String {
        format!("{:016x}{:016x}", self.next_number(), self.next_number())
    }

    /// Returns a new id in the form of a UUID.
    pub(in crate::simulator) fn new_uuid(&mut self) -> String {
        let id = self.new_id();
        format!("{}-{}-{}-{}-{}", &id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..])
    }

    /// Returns a new number of at most 19 digits, as ECS numbers deployments.
    pub(in crate::simulator) fn new_number(&mut self) -> u64 {
        self.next_number() >> 2
    }

    /// Returns the next number of a well mixed sequence.
    fn next_number(&mut self) -> u64 {
        self.serial += 1;
        mix(self.serial)
    }
}

/// Scatters a number over all 64 bits.
pub(in crate::simulator) fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
