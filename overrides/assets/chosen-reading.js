// Stands in every page before anything is painted: the size of text and the contrast that somebody chose on this phone.
try {
  document.documentElement.className += " " + (localStorage.getItem("cb-doc") || "");
} catch (error) {
  // a phone that keeps nothing shows the usual size
}
