/* SPDX-License-Identifier: Apache-2.0 */
/* A cFS application around the verifier: link frames in from the software bus,
 * granted tasks and replies out, housekeeping on request. A sketch: it was
 * compiled against a stand-in of cFE, never run under cFS. */
#ifdef SCRAP_SKETCH_SHIM
#include "cfe_shim.h"
#else
#include "cfe.h"
#endif

#include <string.h>

#include "scrap_app.h"

static scrap_app app;

/* The mission's: medium, clocks and chance are what its board has. */
extern CFE_Status_t scrap_app_configure(scrap_verifier_config *config);

static void send(CFE_SB_MsgId_t id, void *packet, size_t byte_count) {
  CFE_MSG_Init(packet, id, byte_count);
  CFE_SB_TransmitMsg(packet, true);
}

static void tell(void *port, const scrap_event *event) {
  (void)port;
  if (event->kind == 1)
    CFE_EVS_SendEvent(SCRAP_APP_BOOT_EID,
                      event->status ? CFE_EVS_EventType_ERROR
                                    : CFE_EVS_EventType_INFORMATION,
                      "SCRAP: store %s",
                      scrap_verifier_status_text(event->status));
  if (event->kind == 2 && event->decision->reason != SCRAP_REASON_NONE)
    CFE_EVS_SendEvent(SCRAP_APP_REFUSED_EID, CFE_EVS_EventType_ERROR,
                      "SCRAP: refused %s, token %d, byte %d",
                      scrap_verifier_reason_name(event->decision->reason),
                      (int)event->decision->chain_index,
                      (int)event->decision->offset);
  if (event->kind == 3)
    CFE_EVS_SendEvent(SCRAP_APP_TIME_EID, CFE_EVS_EventType_INFORMATION,
                      "SCRAP: trusted time %s",
                      event->status ? "there" : "gone");
  if (event->kind == 4)
    CFE_EVS_SendEvent(SCRAP_APP_MEDIUM_EID, CFE_EVS_EventType_ERROR,
                      "SCRAP: medium, %d records repaired",
                      (int)event->status);
}

static CFE_Status_t start(void) {
  scrap_verifier_config config;
  const char *field = NULL;
  memset(&config, 0, sizeof config);
  config.version = SCRAP_VERIFIER_VERSION;
  config.event = tell;
  config.index_memory = app.index_memory;
  config.index_byte_count = sizeof app.index_memory;
  config.work_memory = app.work_memory;
  config.work_byte_count = sizeof app.work_memory;
  config.entry_capacity = SCRAP_APP_ENTRY_CAPACITY;
  if (scrap_app_configure(&config) != CFE_SUCCESS ||
      scrap_verifier_validate(&config, &field) != SCRAP_OK) {
    CFE_EVS_SendEvent(SCRAP_APP_CONFIG_EID, CFE_EVS_EventType_ERROR,
                      "SCRAP: wrong field %s", field ? field : "?");
    return -1;
  }
  /* A store that is lost still makes a context: it refuses, and ground can
   * raise the floor. */
  (void)scrap_verifier_init(&app.context, &config);
  return CFE_SUCCESS;
}

static void take_frame(const uint8_t *frame, size_t byte_count) {
  scrap_decision decision;
  size_t reply = 0;
  (void)scrap_verifier_verify_and_mark(
      &app.context, frame, byte_count, NULL, &decision, app.reply.bytes,
      sizeof app.reply.bytes, &reply);
  if (reply > 0) {
    app.reply.byte_count = (uint32_t)reply;
    send(CFE_SB_ValueToMsgId(SCRAP_APP_REPLY_MID), &app.reply,
         sizeof app.reply);
  }
  if (decision.verdict != SCRAP_VERDICT_ACCEPT) return;
  memset(&app.task, 0, sizeof app.task);
  memcpy(app.task.digest, decision.task_digest, sizeof app.task.digest);
  memcpy(app.task.capability, decision.task_type.bytes,
         decision.task_type.byte_count);
  app.task.parameter_byte_count = (uint32_t)decision.parameters.byte_count;
  if (decision.parameters.byte_count > 0)
    memcpy(app.task.parameters, decision.parameters.bytes,
           decision.parameters.byte_count);
  send(CFE_SB_ValueToMsgId(SCRAP_APP_TASK_MID), &app.task, sizeof app.task);
}

static void take_command(const CFE_SB_Buffer_t *buffer) {
  const scrap_app_floor_command *floor = (const void *)buffer;
  uint16_t code = 0;
  size_t byte_count = 0;
  CFE_MSG_GetFcnCode(&buffer->Msg, &code);
  CFE_MSG_GetSize(&buffer->Msg, &byte_count);
  switch (code) {
    case SCRAP_APP_NOOP_CC: (void)scrap_verifier_no_op(&app.context); break;
    case SCRAP_APP_RESET_CC:
      (void)scrap_verifier_reset_counters(&app.context);
      break;
    case SCRAP_APP_FLOOR_CC:
      if (byte_count != sizeof *floor) break;
      (void)scrap_verifier_raise_issued_floor(&app.context, floor->seconds);
      break;
    default:
      CFE_EVS_SendEvent(SCRAP_APP_COMMAND_EID, CFE_EVS_EventType_ERROR,
                        "SCRAP: unknown command %u", (unsigned)code);
  }
}

static void take(const CFE_SB_Buffer_t *buffer) {
  CFE_SB_MsgId_t id = 0;
  size_t byte_count = 0;
  CFE_MSG_GetMsgId(&buffer->Msg, &id);
  CFE_MSG_GetSize(&buffer->Msg, &byte_count);
  switch (CFE_SB_MsgIdToValue(id)) {
    case SCRAP_APP_FRAME_MID: {
      const scrap_app_frame *frame = (const void *)buffer;
      if (byte_count < offsetof(scrap_app_frame, bytes) ||
          frame->byte_count > byte_count - offsetof(scrap_app_frame, bytes))
        break;
      take_frame(frame->bytes, frame->byte_count);
      break;
    }
    case SCRAP_APP_WAKEUP_MID:
      (void)scrap_verifier_tick(&app.context, 1, NULL);
      break;
    case SCRAP_APP_SEND_HK_MID:
      (void)scrap_verifier_housekeeping(&app.context, &app.hk.words);
      send(CFE_SB_ValueToMsgId(SCRAP_APP_HK_MID), &app.hk, sizeof app.hk);
      break;
    case SCRAP_APP_CMD_MID: take_command(buffer); break;
    default: break;
  }
}

void SCRAP_APP_Main(void) {
  static const uint32_t ids[] = {SCRAP_APP_FRAME_MID, SCRAP_APP_WAKEUP_MID,
                                 SCRAP_APP_SEND_HK_MID, SCRAP_APP_CMD_MID};
  uint32_t status = CFE_ES_RunStatus_APP_RUN;
  CFE_SB_Buffer_t *buffer = NULL;
  CFE_EVS_Register(NULL, 0, CFE_EVS_EventFilter_BINARY);
  CFE_SB_CreatePipe(&app.pipe, 16, "SCRAP");
  for (size_t index = 0; index < sizeof ids / sizeof *ids; index++)
    CFE_SB_Subscribe(CFE_SB_ValueToMsgId(ids[index]), app.pipe);
  if (start() == CFE_SUCCESS)
    while (CFE_ES_RunLoop(&status))
      if (CFE_SB_ReceiveBuffer(&buffer, app.pipe, CFE_SB_PEND_FOREVER) ==
          CFE_SUCCESS)
        take(buffer);
  (void)scrap_verifier_close(&app.context);
  CFE_ES_ExitApp(status);
}
