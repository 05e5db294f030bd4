// SPDX-License-Identifier: Apache-2.0
// An F Prime component around the verifier. A sketch: it was compiled against a
// stand-in of the generated base class, never run under F Prime.
#ifndef SCRAP_SCRAPVERIFIER_HPP
#define SCRAP_SCRAPVERIFIER_HPP

#ifdef SCRAP_SKETCH_SHIM
#include "fprime_shim.hpp"
#else
#include "Scrap/ScrapVerifier/ScrapVerifierComponentAc.hpp"
#endif

#include "scrap_verifier.h"

namespace Scrap {

class ScrapVerifier final : public ScrapVerifierComponentBase {
 public:
  explicit ScrapVerifier(const char *name);
  ~ScrapVerifier() override;

  // Called once by the topology; the configuration names the board's ports.
  // Event port and its context are this component's.
  I32 configure(scrap_verifier_config config);

 private:
  void frameIn_handler(FwIndexType port, Fw::Buffer &frame) override;
  void schedIn_handler(FwIndexType port, U32 context) override;
  void NO_OP_cmdHandler(FwOpcodeType opcode, U32 sequence) override;
  void RESET_COUNTERS_cmdHandler(FwOpcodeType opcode, U32 sequence) override;
  void RAISE_FLOOR_cmdHandler(FwOpcodeType opcode, U32 sequence,
                              U64 seconds) override;
  void respond(FwOpcodeType opcode, U32 sequence, I32 status);
  void report(const scrap_decision &decision);

  scrap_verifier m_context;
  U8 m_reply[SCRAP_VERIFIER_REPLY_BYTE_COUNT_MAX];
  bool m_isTimeTrusted;
};

}  // namespace Scrap

#endif
