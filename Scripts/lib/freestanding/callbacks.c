/* SPDX-License-Identifier: Apache-2.0 */
/* libsecp256k1 calls these when its caller has broken its contract; going on
 * would be worse than stopping. */
void secp256k1_default_illegal_callback_fn(const char *text, void *data);
void secp256k1_default_error_callback_fn(const char *text, void *data);

void secp256k1_default_illegal_callback_fn(const char *text, void *data) {
  (void)text;
  (void)data;
  __builtin_trap();
}

void secp256k1_default_error_callback_fn(const char *text, void *data) {
  (void)text;
  (void)data;
  __builtin_trap();
}
