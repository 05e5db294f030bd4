// SPDX-License-Identifier: Apache-2.0

import LinuxClock
import Testing

@Suite struct NMEAEndpointTests {
  @Test func placesAreReadAsWritten() {
    let cases: [(String, NMEAEndpoint)] = [
      ("/dev/ttyS0", .serial(path: "/dev/ttyS0", baudRate: .baud9600)),
      ("/dev/gps@4800", .serial(path: "/dev/gps", baudRate: .baud4800)),
      ("./pty@115200", .serial(path: "./pty", baudRate: .baud115200)),
      ("10.0.0.7:5017", .tcp(address: "10.0.0.7", port: 5017)),
      ("localhost:1", .tcp(address: "127.0.0.1", port: 1)),
      ("[::1]:65535", .tcp(address: "::1", port: 65535)),
      ("gpsd:localhost:2947", .gpsd(address: "127.0.0.1", port: 2947)),
      ("gpsd:[::1]:2947", .gpsd(address: "::1", port: 2947)),
    ]
    for (text, endpoint) in cases {
      #expect(NMEAEndpoint(parsing: text) == endpoint, "\(text)")
    }
  }

  @Test func placesThatAreNoneAreRefused() {
    let bad = [
      "", ":", "ttyS0", "localhost", "localhost:", "localhost:0",
      "localhost:65536", "localhost:-1", "localhost:x", ":2947",
      "example.org:2947", "::1:2947", "[::1]", "[::1:5", "gpsd:", "gpsd:2947",
      "10.0.0.256:1", "/dev/gps@", "/dev/gps@9601", "/dev/gps@-1",
      "/dev/gps@9600@9600", "/dev/g\0ps", "@9600", "/@x",
    ]
    for text in bad {
      #expect(NMEAEndpoint(parsing: text) == nil, "\(text)")
    }
  }
}
