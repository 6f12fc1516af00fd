/** Where the desk's rail leads, for what the account may do at the chosen center. */
import type { Component } from "vue";
import IconFigures from "~icons/tabler/chart-bar";
import IconPrograms from "~icons/tabler/calendar-plus";
import IconHours from "~icons/tabler/clock-hour-4";
import IconPeople from "~icons/tabler/id-badge-2";
import IconOrganizations from "~icons/tabler/buildings";
import IconCity from "~icons/tabler/map-2";
import IconPlanning from "~icons/tabler/map-search";
import IconAdmin from "~icons/tabler/shield-cog";
import IconPortal from "~icons/tabler/home";
import IconRooms from "~icons/tabler/door";
import IconToday from "~icons/tabler/calendar-event";
import type { Key } from "../lib/i18n";
import { may, overRegions, placesFor } from "./center";
import { administers } from "./rights";

export interface RailItem {
  to: string;
  icon: Component;
  label: Key;
  shown: boolean;
}

export function railItems(): RailItem[] {
  const city = overRegions.value.length > 0;
  const all: RailItem[] = [
    { to: "/desk/today", icon: IconToday, label: "desk.nav.today", shown: may("day") },
    { to: "/desk/rooms", icon: IconRooms, label: "desk.nav.rooms", shown: may("see_rooms") || may("attend_rooms") },
    { to: "/desk/people", icon: IconPeople, label: "desk.nav.people", shown: may("find") },
    { to: "/desk/programs", icon: IconPrograms, label: "desk.nav.programs", shown: may("publish") },
    { to: "/desk/figures", icon: IconFigures, label: "desk.nav.figures", shown: may("figures") },
    { to: "/desk/hours", icon: IconHours, label: "desk.nav.hours", shown: may("hours") },
    {
      to: "/desk/organizations",
      icon: IconOrganizations,
      label: "desk.nav.organizations",
      shown: placesFor("organizations").length > 0,
    },
    { to: "/city", icon: IconCity, label: "desk.nav.city", shown: city },
    { to: "/city/planning", icon: IconPlanning, label: "desk.nav.planning", shown: city || may("plan") },
    { to: "/desk/admin", icon: IconAdmin, label: "desk.nav.admin", shown: administers.value },
    { to: "/", icon: IconPortal, label: "desk.nav.portal", shown: true },
  ];
  return all.filter((one) => one.shown);
}
