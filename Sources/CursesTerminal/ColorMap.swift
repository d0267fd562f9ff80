import Terminal

extension ColorDepth {
  /// The depth of a terminal with that many colours.
  init(colors: Int) {
    switch colors {
    case ..<8: self = .none
    case ..<16: self = .eight
    case ..<256: self = .sixteen
    case ..<0x10000: self = .indexed256
    default: self = .trueColor
    }
  }

  /// The number under which this depth has the colour nearest to `color`.
  ///
  /// With 256 colours the first 16 are not used: what they look like is up to the reader.
  package func number(of color: Color) -> Int32 {
    switch self {
    case .none: -1
    case .eight: ColorDepth.nearest(to: color, among: ColorDepth.ansi.prefix(8))
    case .sixteen: ColorDepth.nearest(to: color, among: ColorDepth.ansi[...])
    case .indexed256: ColorDepth.indexed(color)
    case .trueColor: Int32(color.red) << 16 | Int32(color.green) << 8 | Int32(color.blue)
    }
  }

  /// The numbers for a foreground and a background, -1 for the terminal's own; never the same for two colours, so that
  /// what is told apart by colour stays readable.
  func numbers(foreground: Color?, background: Color?) -> (foreground: Int32, background: Int32) {
    let lower = background.map(number(of:)) ?? -1
    var text = foreground.map(number(of:)) ?? -1
    if text == lower, text >= 0, let foreground, let background, foreground != background {
      let lighter = foreground.brightness > background.brightness
      text = number(of: lighter ? Color(red: 255, green: 255, blue: 255) : Color(red: 0, green: 0, blue: 0))
      if text == lower {
        text = number(of: lighter ? Color(red: 0, green: 0, blue: 0) : Color(red: 255, green: 255, blue: 255))
      }
    }
    return (text, lower)
  }

  /// The usual looks of the 16 colours of ECMA-48 terminals, as xterm has them.
  private static let ansi: [Color] = [
    Color(red: 0, green: 0, blue: 0), Color(red: 205, green: 0, blue: 0),
    Color(red: 0, green: 205, blue: 0), Color(red: 205, green: 205, blue: 0),
    Color(red: 0, green: 0, blue: 238), Color(red: 205, green: 0, blue: 205),
    Color(red: 0, green: 205, blue: 205), Color(red: 229, green: 229, blue: 229),
    Color(red: 127, green: 127, blue: 127), Color(red: 255, green: 0, blue: 0),
    Color(red: 0, green: 255, blue: 0), Color(red: 255, green: 255, blue: 0),
    Color(red: 92, green: 92, blue: 255), Color(red: 255, green: 0, blue: 255),
    Color(red: 0, green: 255, blue: 255), Color(red: 255, green: 255, blue: 255),
  ]

  private static func nearest(to color: Color, among colors: ArraySlice<Color>) -> Int32 {
    let best = colors.indices.min { color.distance(to: colors[$0]) < color.distance(to: colors[$1]) }
    return Int32(best ?? 0)
  }

  /// The nearest of xterm's cube of 6×6×6 colours and its 24 greys.
  private static func indexed(_ color: Color) -> Int32 {
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    func level(_ value: UInt8) -> Int {
      value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40
    }
    let (red, green, blue) = (level(color.red), level(color.green), level(color.blue))
    let inCube = Color(red: levels[red], green: levels[green], blue: levels[blue])

    let mean = (Int(color.red) + Int(color.green) + Int(color.blue)) / 3
    let grey = max(0, min(23, (mean - 3) / 10))
    let shade = UInt8(8 + 10 * grey)
    let asGrey = Color(red: shade, green: shade, blue: shade)

    return color.distance(to: asGrey) < color.distance(to: inCube)
      ? Int32(232 + grey) : Int32(16 + 36 * red + 6 * green + blue)
  }
}

extension Color {
  /// Returns the distance between the looks of two colours, roughly: the "redmean" weighting of the channels.
  fileprivate func distance(to other: Color) -> Int {
    let mean = (Int(red) + Int(other.red)) / 2
    let (dr, dg, db) = (Int(red) - Int(other.red), Int(green) - Int(other.green), Int(blue) - Int(other.blue))
    return (512 + mean) * dr * dr + 1024 * dg * dg + (767 - mean) * db * db
  }

  /// The brightness of the colour to the eye, from 0 to 255,000.
  fileprivate var brightness: Int { 299 * Int(red) + 587 * Int(green) + 114 * Int(blue) }
}
