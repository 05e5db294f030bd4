/* SPDX-License-Identifier: Apache-2.0 */
/* As much of cFE's interface as the sketch names, so that it compiles where
 * there is none. Not for flight: a build with cFS includes cfe.h instead. */
#ifndef CFE_SHIM_H
#define CFE_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t CFE_Status_t;
typedef uint32_t CFE_SB_PipeId_t;
typedef uint32_t CFE_SB_MsgId_t;
typedef struct { uint8_t bytes[16]; } CFE_MSG_TelemetryHeader_t;
typedef struct { uint8_t bytes[8]; } CFE_MSG_Message_t;
typedef union { CFE_MSG_Message_t Msg; } CFE_SB_Buffer_t;

#define CFE_SUCCESS 0
#define CFE_SB_PEND_FOREVER (-1)
#define CFE_ES_RunStatus_APP_RUN 1u
#define CFE_EVS_EventType_INFORMATION 2
#define CFE_EVS_EventType_ERROR 3
#define CFE_EVS_EventFilter_BINARY 0
#define CFE_MSG_PTR(header) ((CFE_MSG_Message_t *)(void *)&(header))

CFE_Status_t CFE_EVS_Register(const void *filters, uint16_t count, int scheme);
CFE_Status_t CFE_EVS_SendEvent(uint16_t id, uint16_t type, const char *text,
                               ...);
CFE_Status_t CFE_SB_CreatePipe(CFE_SB_PipeId_t *pipe, uint16_t depth,
                               const char *name);
CFE_Status_t CFE_SB_Subscribe(CFE_SB_MsgId_t id, CFE_SB_PipeId_t pipe);
CFE_Status_t CFE_SB_ReceiveBuffer(CFE_SB_Buffer_t **buffer,
                                  CFE_SB_PipeId_t pipe, int32_t timeout);
CFE_Status_t CFE_SB_TransmitMsg(CFE_MSG_Message_t *message, bool counts);
CFE_SB_MsgId_t CFE_SB_ValueToMsgId(uint32_t value);
uint32_t CFE_SB_MsgIdToValue(CFE_SB_MsgId_t id);
CFE_Status_t CFE_MSG_Init(CFE_MSG_Message_t *message, CFE_SB_MsgId_t id,
                          size_t byte_count);
CFE_Status_t CFE_MSG_GetMsgId(const CFE_MSG_Message_t *message,
                              CFE_SB_MsgId_t *id);
CFE_Status_t CFE_MSG_GetFcnCode(const CFE_MSG_Message_t *message,
                                uint16_t *code);
CFE_Status_t CFE_MSG_GetSize(const CFE_MSG_Message_t *message,
                             size_t *byte_count);
bool CFE_ES_RunLoop(uint32_t *status);
void CFE_ES_ExitApp(uint32_t status);

#endif
