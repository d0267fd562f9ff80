/// A colour as a theme names it; the screen maps it to what the terminal has.
package struct Color: Hashable, Sendable {
  /// From 0 to 255.
  package var red: UInt8
  /// From 0 to 255.
  package var green: UInt8
  /// From 0 to 255.
  package var blue: UInt8
  /// Creates a colour from its channels.
  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }
}

/// The properties of a text's look besides its colour.
package struct Attributes: OptionSet, Hashable, Sendable {
  /// One bit for each attribute.
  package let rawValue: UInt8
  /// Creates a set from its bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  /// No attributes.
  package static var plain: Attributes { Attributes(rawValue: 0) }
  /// Heavier strokes, or a brighter colour.
  package static let bold = Attributes(rawValue: 1)
  /// A paler colour.
  package static let dim = Attributes(rawValue: 2)
  /// Slanted; where the terminal can't, as it is.
  package static let italic = Attributes(rawValue: 4)
  /// With a line below it.
  package static let underline = Attributes(rawValue: 8)
  /// Text and background exchanged.
  package static let reverse = Attributes(rawValue: 16)
  /// With a line through it.
  package static let strikethrough = Attributes(rawValue: 32)
}

/// The look of cells of one kind. A missing colour is the terminal's own.
package struct Style: Hashable, Sendable {
  /// The colour of the text; nil is the terminal's own.
  package var foreground: Color?
  /// The colour behind the text; nil is the terminal's own.
  package var background: Color?
  /// The attributes besides the colours.
  package var attributes: Attributes

  /// Creates a style; by default it is the terminal's own.
  package init(foreground: Color? = nil, background: Color? = nil, attributes: Attributes = .plain) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// This style laid over `base`: its own colours where it has them, the attributes of both.
  package func over(_ base: Style) -> Style {
    Style(
      foreground: foreground ?? base.foreground, background: background ?? base.background,
      attributes: attributes.union(base.attributes))
  }
}

/// The paint of a cell: names of looks, not looks, so that a frame does not change with the theme.
///
/// `text` and `background` index a `Palette`; `background` is what the text lies on (a selected row, a quotation).
package struct Paint: Hashable, Sendable {
  /// The index in a `Palette` of the look of the text.
  package var text: UInt8
  /// The index in a `Palette` of the look that the text lies on.
  package var background: UInt8
  /// Emphasis of the text itself (bold, italic, struck through) on top of what the theme gives.
  package var attributes: Attributes

  /// Creates a paint; by default the text has no emphasis of its own.
  package init(text: UInt8, background: UInt8, attributes: Attributes = .plain) {
    self.text = text
    self.background = background
    self.attributes = attributes
  }
}

/// The style of every paint index, as one theme gives it. Index 0 is the plain look.
package struct Palette: Hashable, Sendable {
  /// By index of a `Paint`.
  package var styles: [Style]
  /// The indices that, as a background, give the text on them their own colour where they have one: a selection, a
  /// match.
  package var strongBackgrounds: Set<UInt8>

  /// Creates a palette; by default no background gives the text its own colour.
  package init(styles: [Style], strongBackgrounds: Set<UInt8> = []) {
    self.styles = styles
    self.strongBackgrounds = strongBackgrounds
  }

  /// The look of `paint`; an index that the palette lacks looks plain.
  ///
  /// The background colour is that of the paint's background, and only on the plain one the text's own.
  package subscript(paint: Paint) -> Style {
    let text = self[index: paint.text]
    let background = self[index: paint.background]
    var style = strongBackgrounds.contains(paint.background) ? background.over(text) : text.over(background)
    if paint.background != 0 { style.background = background.background ?? text.background }
    style.attributes.formUnion(paint.attributes)
    return style
  }

  private subscript(index index: UInt8) -> Style {
    Int(index) < styles.count ? styles[Int(index)] : Style()
  }
}
