import CursesTerminal
import Foundation
import Settings
import Terminal
import Themes

/// The themes that can be chosen: the bundled ones, and the reader's own beside the configuration.
final class Wardrobe {
  private let themes: [String: Theme]
  let names: [String]
  /// What is wrong with the reader's own themes or their choice.
  let problems: [SettingsProblem]
  private let chosen: String?
  private let light: String
  private let dark: String

  init(_ surroundings: Surroundings) {
    var themes: [String: Theme] = [:]
    var names: [String] = []
    var problems: [SettingsProblem] = []
    func add(_ bytes: [UInt8], _ name: String, _ file: String) {
      do throws(SettingsProblem) {
        let parsed = try Theme.parse(bytes, name: name, file: file)
        if themes.updateValue(parsed.theme, forKey: name) == nil { names.append(name) }
        problems += parsed.warnings
      } catch {
        problems.append(error)
      }
    }
    for (name, bytes) in Themes.all { add(bytes, name, name + ".yaml") }
    let folder = Surroundings.configurationFolder(surroundings.variables) + "/themes"
    for file in ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() {
      guard file.hasSuffix(".yaml") || file.hasSuffix(".yml") else { continue }
      let path = folder + "/" + file
      guard let bytes = FileManager.default.contents(atPath: path) else { continue }
      add(Array(bytes), String(file.prefix { $0 != "." }), path)
    }
    self.themes = themes
    self.names = names
    let configuration = surroundings.configuration
    chosen = configuration.theme.flatMap { themes[$0] == nil ? nil : $0 }
    light = configuration.lightTheme ?? "gloss-light"
    dark = configuration.darkTheme ?? "gloss-dark"
    self.problems = problems
  }

  /// The looks of the theme called `name`; without one, of the configured theme, else of a light or a dark one by the
  /// terminal's background, which is taken to be dark until it is known.
  func palette(_ name: String?, colors: ColorDepth, isLight: Bool?) -> Palette {
    let fallback = isLight == true ? light : dark
    let theme = themes[name ?? chosen ?? fallback] ?? themes["gloss-dark"]
    return theme?.palette(colors: colors.count) ?? Palette(styles: [])
  }
}

extension ColorDepth {
  /// How many colours a screen of this depth shows.
  fileprivate var count: Int {
    switch self {
    case .none: 0
    case .eight: 8
    case .sixteen: 16
    case .indexed256: 256
    case .trueColor: 1 << 24
    }
  }
}
