// SPDX-License-Identifier: Apache-2.0
// As much of F Prime's generated base class as the sketch names, so that it
// compiles where there is none. A build with F Prime includes the class that
// ScrapVerifier.fpp generates instead.
#ifndef SCRAP_FPRIME_SHIM_HPP
#define SCRAP_FPRIME_SHIM_HPP

#include <cstddef>
#include <cstdint>

using U8 = std::uint8_t;
using U32 = std::uint32_t;
using I32 = std::int32_t;
using U64 = std::uint64_t;
using FwOpcodeType = U32;
using FwIndexType = I32;

namespace Fw {
class Buffer {
 public:
  Buffer() = default;
  Buffer(U8 *data, U32 size) : m_data(data), m_size(size) {}
  U8 *getData() const { return m_data; }
  U32 getSize() const { return m_size; }

 private:
  U8 *m_data = nullptr;
  U32 m_size = 0;
};
enum class CmdResponse { OK, EXECUTION_ERROR };
}  // namespace Fw

namespace Scrap {
class ScrapVerifierComponentBase {
 public:
  explicit ScrapVerifierComponentBase(const char *name) { (void)name; }
  virtual ~ScrapVerifierComponentBase() = default;

 protected:
  void replyOut_out(FwIndexType port, Fw::Buffer &reply);
  void taskOut_out(FwIndexType port, Fw::Buffer &digest, Fw::Buffer &capability,
                   Fw::Buffer &parameters);
  void frameReturn_out(FwIndexType port, Fw::Buffer &frame);
  void cmdResponse_out(FwOpcodeType opcode, U32 sequence, Fw::CmdResponse how);
  void log_WARNING_HI_Refused(U32 reason, I32 chainIndex, I32 offset);
  void log_WARNING_HI_StoreState(I32 status);
  void log_ACTIVITY_LO_TrustedTime(U32 isThere);
  void log_WARNING_LO_MediumRepaired(I32 records);
  void tlmWrite_Granted(U32 count);
  void tlmWrite_RefusedCount(U32 count);
  void tlmWrite_EntryCount(U32 count);
  void tlmWrite_TimeIsTrusted(U32 isTrusted);

  virtual void frameIn_handler(FwIndexType port, Fw::Buffer &frame) = 0;
  virtual void schedIn_handler(FwIndexType port, U32 context) = 0;
  virtual void NO_OP_cmdHandler(FwOpcodeType opcode, U32 sequence) = 0;
  virtual void RESET_COUNTERS_cmdHandler(FwOpcodeType opcode,
                                         U32 sequence) = 0;
  virtual void RAISE_FLOOR_cmdHandler(FwOpcodeType opcode, U32 sequence,
                                      U64 seconds) = 0;
};
}  // namespace Scrap

#endif
