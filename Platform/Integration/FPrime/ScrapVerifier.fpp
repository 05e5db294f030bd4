# SPDX-License-Identifier: Apache-2.0
module Scrap {

  port Task(ref digest: Fw.Buffer, ref capability: Fw.Buffer, ref parameters: Fw.Buffer)

  @ Decides whether a stranger's command may run
  active component ScrapVerifier {

    @ A frame of the link, one SCRAP message
    async input port frameIn: Fw.BufferSend
    @ The frame's memory goes back
    output port frameReturn: Fw.BufferSend
    @ Once a second: one step of time and scrub
    async input port schedIn: Svc.Sched
    @ A TaskAccept or TaskReject for the link
    output port replyOut: Fw.BufferSend
    @ A granted task, once
    output port taskOut: Task

    async command NO_OP opcode 0
    async command RESET_COUNTERS opcode 1
    @ The way out of a lost store
    async command RAISE_FLOOR(seconds: U64) opcode 2

    event Refused(reason: U32, chainIndex: I32, offset: I32) \
      severity warning high format "refused {}, token {}, byte {}"
    event StoreState(status: I32) severity warning high format "store {}"
    event TrustedTime(isThere: U32) severity activity low format "trusted time {}"
    event MediumRepaired(records: I32) severity warning low format "{} records repaired"

    telemetry Granted: U32
    telemetry RefusedCount: U32
    telemetry EntryCount: U32
    telemetry TimeIsTrusted: U32

    command recv port cmdIn
    command reg port cmdRegOut
    command resp port cmdResponseOut
    event port eventOut
    text event port textEventOut
    telemetry port tlmOut
    time get port timeGetOut
  }
}
