const theme = remember("report-theme");
if (theme) root.dataset.theme = theme;
speak(remember("report-lang") || root.lang);
