import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/print.css";
import { createApp } from "vue";
import App from "./App.vue";
import { startLanguage } from "./lib/i18n";
import { startOffline, startWorker } from "./lib/offline";
import { knowSession } from "./lib/session";
import { startTextSize } from "./lib/text-size";
import { faceOf, router } from "./router";

startTextSize();
startOffline();
void knowSession();

void startLanguage("shared", faceOf(location.pathname)).then(() => {
  createApp(App).use(router).mount("#app");
  startWorker();
});
