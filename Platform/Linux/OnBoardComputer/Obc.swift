// SPDX-License-Identifier: Apache-2.0

import FileNVM
import ScrapJournal
import ScrapTarget
import ScrapVerifier

/// Everything that decides, on Linux: a journal in a file, one task, chance
/// from the kernel, plans from the command table.
public typealias Obc = TimedTarget<
  Journal<FileRegion, FileAnchor>, SingleTask, KernelEntropy, CommandTable
>
