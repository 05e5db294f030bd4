// SPDX-License-Identifier: Apache-2.0

/// The tags of SCRAP's tagged hashes: one domain for each use of a key, so
/// that no signature stands for another thing (SCRAP §11.4).
public enum Tag: UInt8, Sendable, BitwiseCopyable {
  /// A root token (SCRAP §11.4.1).
  case token
  /// A delegation token (SCRAP §11.4.1).
  case delegation
  /// token_id and payment_hash (SCRAP §11.4.1).
  case binding
  /// A proof of execution (SCRAP §11.4.1).
  case proof
  /// A request's body (E-94, project).
  case taskRequest
  /// A TaskAccept's body (project).
  case taskAccept
  /// A TaskReject's body (project).
  case taskReject
  /// The preimage of a payment_hash (project).
  case preimage
  /// Issuer and token_id, as the replay store keeps them (project).
  case mark
  /// Issuer and subject, as the rate ledger keeps them (project).
  case ledger
  /// A satellite profile's checksum (project).
  case profile
  /// An operator's clock reading (project).
  case operatorClockReading
  /// An operator's list of revoked tokens (project).
  case operatorRevocation
  /// An operator's list of issuers in force (project).
  case operatorIssuers
  /// An operator's floors (project).
  case operatorFloors
  /// An operator's reset of the counters (project).
  case operatorCounterReset
  /// An operator's question for the status (project).
  case operatorStatusRequest
  /// A satellite's receipt for an operator's message (project).
  case operatorReceipt
  /// A satellite's status (project).
  case operatorStatus

  /// The tag as it is hashed.
  public var name: StaticString {
    switch self {
    case .token: "SCRAP/token/v1"
    case .delegation: "SCRAP/delegation/v1"
    case .binding: "SCRAP/binding/v1"
    case .proof: "SCRAP/proof/v1"
    case .taskRequest: "SCRAP/task_request/v1"
    case .taskAccept: "SCRAP/task_accept/v1"
    case .taskReject: "SCRAP/task_reject/v1"
    case .preimage: "SCRAP/preimage/v1"
    case .mark: "SCRAP/mark/v1"
    case .ledger: "SCRAP/ledger/v1"
    case .profile: "SCRAP/profile/v1"
    case .operatorClockReading: "SCRAP/ops/clock_reading/v1"
    case .operatorRevocation: "SCRAP/ops/revocation/v1"
    case .operatorIssuers: "SCRAP/ops/issuers/v1"
    case .operatorFloors: "SCRAP/ops/floors/v1"
    case .operatorCounterReset: "SCRAP/ops/counter_reset/v1"
    case .operatorStatusRequest: "SCRAP/ops/status_request/v1"
    case .operatorReceipt: "SCRAP/ops/receipt/v1"
    case .operatorStatus: "SCRAP/ops/status/v1"
    }
  }

  /// SHA-256's state after the tag's block, computed from `name` when this
  /// was written and held against it by the tests (E-16).
  var midstate: InlineArray<8, UInt32> {
    switch self {
    case .token:
      [
        0x74f4_03ff, 0x0bf8_96af, 0xc1e7_05dd, 0x4cd1_ede3,
        0x33b6_fb9e, 0x1688_a06a, 0xa565_aada, 0x2ed1_aa88,
      ]
    case .delegation:
      [
        0x2ec6_cfc1, 0xb451_8e97, 0x4050_b924, 0xf486_a546,
        0x58cd_64c4, 0x419d_6b5b, 0x8d7a_c3aa, 0x74e1_3bd9,
      ]
    case .binding:
      [
        0xc92c_fc40, 0x0fc5_3640, 0x29d7_bf1c, 0x580e_ade0,
        0xc672_b9fd, 0x0024_eab7, 0x8463_9254, 0xa63c_a9ad,
      ]
    case .proof:
      [
        0xaf06_c173, 0x95ac_9707, 0x6700_98bb, 0x3e28_207b,
        0x9ec4_7c6b, 0xe196_b4d6, 0xaa0b_e190, 0x9b98_7fa4,
      ]
    case .taskRequest:
      [
        0x6540_bb6f, 0x9488_9494, 0x2553_bdc9, 0xf79b_f2e5,
        0xc33c_9079, 0xded3_c7bf, 0x25cf_c68e, 0xa8cb_eec0,
      ]
    case .taskAccept:
      [
        0x59fe_d885, 0x89c8_5136, 0xf901_88e5, 0x80e4_df07,
        0x0c42_7b3c, 0x2e12_a691, 0x2d04_a285, 0xdfe3_79a3,
      ]
    case .taskReject:
      [
        0xc22a_bd77, 0x8b25_cf4e, 0x3bc4_fad9, 0x2c79_b0ba,
        0x35d2_bc1a, 0xc750_693f, 0x1351_9825, 0x5fbc_ca6c,
      ]
    case .preimage:
      [
        0x1f01_cbfd, 0x248d_eb03, 0xb69e_a9a8, 0xc8a2_a81b,
        0x88fb_64a3, 0xc879_5e07, 0xe145_fa53, 0x8863_6789,
      ]
    case .mark:
      [
        0xae75_f9a3, 0xb003_4889, 0xf9b6_75fd, 0xc409_1008,
        0x3760_e508, 0x6a8c_6554, 0x9199_91a1, 0x0750_c115,
      ]
    case .ledger:
      [
        0xfaf8_1abc, 0xf474_96ab, 0xec04_787b, 0xfbf8_880c,
        0x3360_d020, 0xff87_8856, 0xad32_3981, 0xf8e9_e95f,
      ]
    case .profile:
      [
        0x3945_6b47, 0x8878_4fd8, 0x2a45_3c3e, 0x2737_fc63,
        0xbf59_328e, 0x99be_3069, 0x2ae0_0da2, 0x37cc_faac,
      ]
    case .operatorClockReading:
      [
        0x45c7_997a, 0xca76_0ec2, 0x19ce_19dd, 0x4ae7_0d67,
        0xb93f_a975, 0xdc62_5a99, 0xa625_db0a, 0xc784_7dac,
      ]
    case .operatorRevocation:
      [
        0x9c9d_2051, 0x203a_0914, 0x7f45_3a88, 0xa158_a6ad,
        0x19d7_3ca1, 0xdee3_913c, 0xfe7c_8791, 0xb5b0_01a1,
      ]
    case .operatorIssuers:
      [
        0x249f_eec4, 0xbb40_9901, 0xcc01_444b, 0xbcad_0880,
        0x0ea4_a66f, 0xe041_0970, 0x998e_b994, 0x2ded_fc67,
      ]
    case .operatorFloors:
      [
        0x4583_f745, 0xe441_bd26, 0x4f87_8db4, 0x09e9_0926,
        0xf42e_43b3, 0xed67_0dd8, 0x07a3_ff19, 0x032b_240c,
      ]
    case .operatorCounterReset:
      [
        0x7709_5273, 0x5e1b_b041, 0x146e_c651, 0xef9e_00fa,
        0xd458_5253, 0xc82d_ba5a, 0xe39d_bb38, 0x974b_e384,
      ]
    case .operatorStatusRequest:
      [
        0x13f6_8197, 0x4780_cf47, 0xe1ed_6ca0, 0x3ef3_430e,
        0x655b_4863, 0xba4f_e9d5, 0xe714_666d, 0xdd16_8c46,
      ]
    case .operatorReceipt:
      [
        0x0466_defd, 0x240b_9fac, 0xac95_45c1, 0xde6a_5f53,
        0x8d48_f710, 0xf029_b806, 0x4fbe_1e43, 0x5661_000c,
      ]
    case .operatorStatus:
      [
        0x3c82_b132, 0xf5ba_855f, 0xea26_37a7, 0xcd20_a962,
        0x6c83_b082, 0x9307_a848, 0xcda5_7711, 0x4ecc_8340,
      ]
    }
  }
}
