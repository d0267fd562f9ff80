import CursesTerminal
import Glibc
import Settings
import Store
import Terminal
import Themes

/// The themes that can be chosen: the bundled ones, and the reader's own next to the configuration.
///
/// Bundled themes are parsed on first use; most never are, and startup must not pay for them. There are few: they are
/// looked for one by one, which takes less than setting up a dictionary does.
package final class ThemeCatalog {
  /// Bundled themes that the reader has not replaced by one of the same name.
  private let bundled: [(name: String, bytes: [UInt8])]
  /// The reader's own themes, and the bundled ones that were used.
  private var themes: [Theme] = []
  /// The names of all themes, as the list of themes shows them.
  package let names: [String]
  /// The problems of the reader's own themes.
  package let problems: [SettingsProblem]
  private let chosen: String?
  private let light: String
  private let dark: String

  private static func read(_ path: String) throws(SettingsProblem) -> [UInt8] {
    do throws(SystemError) {
      return try FileBytes.read(path)
    } catch {
      throw SettingsProblem(.unreadable(error.reason), at: SettingsPlace(file: path, line: 1, column: 1))
    }
  }

  /// Reads the reader's own themes; the bundled ones are only named.
  package init(_ environment: ProgramEnvironment) {
    var themes: [Theme] = []
    var bundled = Themes.all
    var names = bundled.map(\.name)
    var problems: [SettingsProblem] = []
    var unread: Set<String> = []
    let folder = ProgramEnvironment.configurationFolder(environment.variables) + "/themes"
    for file in FileBytes.names(in: folder).sorted() {
      guard file.hasSuffix(".yaml") || file.hasSuffix(".yml") else { continue }
      let path = folder + "/" + file
      let name = String(file.prefix { $0 != "." })
      do throws(SettingsProblem) {
        let parsed = try Theme.parse(try ThemeCatalog.read(path), name: name, file: path)
        if !names.contains(name) { names.append(name) }
        bundled.removeAll { $0.name == name }
        themes.removeAll { $0.name == name }
        themes.append(parsed.theme)
        problems += parsed.warnings
      } catch {
        problems.append(error)
        unread.insert(name)
      }
    }
    self.bundled = bundled
    self.themes = themes
    self.names = names
    let configuration = environment.configuration
    func known(_ name: String?) -> String? {
      guard let name, !names.contains(name) else { return name }
      // That its file can't be read was said.
      if let place = configuration.themePlaces[name], !unread.contains(name) {
        problems.append(SettingsProblem(.unknownTheme(name, nearest: nearestName(to: name, in: names)), at: place))
      }
      return nil
    }
    chosen = known(configuration.theme)
    light = known(configuration.lightTheme) ?? "gloss-light"
    dark = known(configuration.darkTheme) ?? "gloss-dark"
    self.problems = problems
  }

  /// Reads the theme that will be used first: `name`, or without one what `palette` takes then.
  func preload(_ name: String?) { _ = name.flatMap(theme) ?? theme(defaultTheme(isLight: nil)) }

  /// The looks of the theme called `name`; without one, of the configured theme, else of a light or a dark one by the
  /// terminal's background, which is taken to be dark until it is known.
  func palette(_ name: String?, colors: ColorDepth, isLight: Bool?) -> Palette {
    let theme = theme(name ?? defaultTheme(isLight: isLight)) ?? theme("gloss-dark")
    return theme?.palette(colors: colors.count) ?? Palette(styles: [])
  }

  /// Returns the name of the theme in force where none was chosen in the program.
  func defaultTheme(isLight: Bool?) -> String { chosen ?? (isLight == true ? light : dark) }

  private func theme(_ name: String) -> Theme? {
    if let known = themes.first(where: { $0.name == name }) { return known }
    guard let file = bundled.first(where: { $0.name == name }) else { return nil }
    let theme = (try? Theme.parse(file.bytes, name: name, file: name + ".yaml"))?.theme
    if let theme { themes.append(theme) }
    return theme
  }
}

extension ColorDepth {
  /// The number of colours that a screen of this depth shows.
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
