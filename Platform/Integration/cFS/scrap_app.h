/* SPDX-License-Identifier: Apache-2.0 */
/* Packets, numbers and memory of the cFS application; see README.md. Message
 * ids are examples: a mission has its own. */
#ifndef SCRAP_APP_H
#define SCRAP_APP_H

#include "scrap_verifier.h"

#define SCRAP_APP_CMD_MID 0x1890u
#define SCRAP_APP_SEND_HK_MID 0x1891u
#define SCRAP_APP_WAKEUP_MID 0x1892u
#define SCRAP_APP_FRAME_MID 0x1893u
#define SCRAP_APP_HK_MID 0x0890u
#define SCRAP_APP_TASK_MID 0x0891u
#define SCRAP_APP_REPLY_MID 0x0892u

enum { SCRAP_APP_NOOP_CC = 0, SCRAP_APP_RESET_CC = 1, SCRAP_APP_FLOOR_CC = 2 };
enum {
  SCRAP_APP_BOOT_EID = 1,
  SCRAP_APP_REFUSED_EID = 2,
  SCRAP_APP_TIME_EID = 3,
  SCRAP_APP_MEDIUM_EID = 4,
  SCRAP_APP_CONFIG_EID = 5,
  SCRAP_APP_COMMAND_EID = 6
};
enum { SCRAP_APP_ENTRY_CAPACITY = 10000, SCRAP_APP_PROGRAM_BYTE_COUNT = 512 };

/* A frame of the link, as its driver puts it on the bus. */
typedef struct {
  CFE_MSG_TelemetryHeader_t header;
  uint32_t byte_count;
  uint8_t bytes[SCRAP_VERIFIER_MESSAGE_BYTE_COUNT_MAX];
} scrap_app_frame;

typedef struct {
  CFE_MSG_TelemetryHeader_t header;
  uint64_t seconds;
} scrap_app_floor_command;

typedef struct {
  CFE_MSG_TelemetryHeader_t header;
  scrap_housekeeping words;
} scrap_app_hk;

typedef struct {
  CFE_MSG_TelemetryHeader_t header;
  uint32_t byte_count;
  uint8_t bytes[SCRAP_VERIFIER_REPLY_BYTE_COUNT_MAX];
} scrap_app_reply;

/* A granted task; the executing application derives its command from
 * `capability` alone. */
typedef struct {
  CFE_MSG_TelemetryHeader_t header;
  uint8_t digest[32];
  uint8_t capability[64];
  uint32_t parameter_byte_count;
  uint8_t parameters[1024];
} scrap_app_task;

typedef struct {
  scrap_verifier context;
  CFE_SB_PipeId_t pipe;
  scrap_app_hk hk;
  scrap_app_reply reply;
  scrap_app_task task;
  uint8_t work_memory[SCRAP_VERIFIER_WORK_BYTE_COUNT(
      SCRAP_APP_PROGRAM_BYTE_COUNT)];
  uint8_t index_memory[SCRAP_VERIFIER_INDEX_BYTE_COUNT(
      SCRAP_APP_ENTRY_CAPACITY, SCRAP_APP_ENTRY_CAPACITY)];
} scrap_app;

void SCRAP_APP_Main(void);

#endif
