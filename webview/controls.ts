// The one place that knows which component library draws the controls, a script of its own: it is half of all code, and
// what it draws can wait until the graph is there.
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeProgressRing,
  vsCodeTextField,
} from "@vscode/webview-ui-toolkit";

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing(), vsCodeTextField());

// The library takes the theme's colours, and follows them, from when the page is loaded: it always is by now.
window.dispatchEvent(new Event("load"));
