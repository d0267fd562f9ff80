/// The themes that come with the program, byte for byte as their files are.
package enum Themes {
  /// Every theme with the name that it is chosen by, our own first.
  package static var all: [(name: String, bytes: [UInt8])] {
    [
      ("gloss-dark", PackageResources.gloss_dark_yaml),
      ("gloss-light", PackageResources.gloss_light_yaml),
      ("high-contrast", PackageResources.high_contrast_yaml),
      ("monochrome", PackageResources.monochrome_yaml),
      ("solarized-dark", PackageResources.solarized_dark_yaml),
      ("solarized-light", PackageResources.solarized_light_yaml),
      ("gruvbox-dark", PackageResources.gruvbox_dark_yaml),
      ("gruvbox-light", PackageResources.gruvbox_light_yaml),
      ("nord", PackageResources.nord_yaml),
      ("dracula", PackageResources.dracula_yaml),
    ]
  }
}
