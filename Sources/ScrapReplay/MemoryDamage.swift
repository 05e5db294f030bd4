// SPDX-License-Identifier: Apache-2.0

/// Working memory contradicts itself: a bit has flipped. Nothing that was read
/// counts; the store rebuilds its memory from the journal (E-45).
struct MemoryDamage: Error {}
