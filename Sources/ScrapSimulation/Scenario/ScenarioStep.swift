// SPDX-License-Identifier: Apache-2.0

public import ScrapClock

/// Something that happens, once or several times.
public struct ScenarioStep: Equatable, Sendable {
  /// What happens.
  public enum Kind: Equatable, Sendable {
    /// A commander asks a target.
    case request(Request)
    /// An eavesdropper sends a request or a command again as he heard it.
    case replay(name: String, target: String)
    /// A target loses power.
    case powerCut(PowerCut)
    /// A source of time is lost, lies, or is good again.
    case clock(target: String, ClockSourceName, ClockFault)
    /// A target asks its operator for the time.
    case clockReading(target: String)
    /// The operator takes a token back.
    case revoke(token: String, target: String)
    /// The operator commands something else.
    case command(Command)
    /// Somebody sends random bytes.
    case junk(target: String, byteCount: Int)
  }

  /// What a commander asks for.
  public struct Request: Equatable, Sendable {
    /// The word that expectations call it by.
    public var name: String
    /// Who asks.
    public var commander: String
    /// Who is asked.
    public var target: String
    /// The leaf of the chain that is presented.
    public var token: String
    /// The concrete capability.
    public var capability: String
    /// Over whom the messages go, in order.
    public var relays: [String]
  }

  /// How power fails.
  public struct PowerCut: Equatable, Sendable {
    /// Whose.
    public var target: String
    /// In the middle of a program: which one from now on, counted from 1, and
    /// after how many bytes of it; nil for at once.
    public var program: (number: Int, afterByteCount: Int)?
    /// How long it is gone.
    public var offMilliseconds: Int

    /// Whether both say the same.
    public static func == (a: PowerCut, b: PowerCut) -> Bool {
      a.target == b.target && a.offMilliseconds == b.offMilliseconds
        && a.program?.number == b.program?.number
        && a.program?.afterByteCount == b.program?.afterByteCount
    }
  }

  /// What a source of time does from now on.
  public enum ClockFault: Equatable, Sendable {
    /// It tells the true time within its bound.
    case good
    /// It tells nothing.
    case lost
    /// It tells a time that is so far from the true one.
    case offset(seconds: Int)
  }

  /// When it happens first, milliseconds from the start.
  public var atMilliseconds: Int
  /// What.
  public var kind: Kind
  /// How often.
  public var count: Int
  /// How long after one another, milliseconds.
  public var everyMilliseconds: Int
}
