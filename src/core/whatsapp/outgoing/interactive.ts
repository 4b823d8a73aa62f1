import { z } from "zod";

import { Carousel } from "#core/whatsapp/outgoing/interactive-carousel";
import { LinkButton, List, ReplyButtons } from "#core/whatsapp/outgoing/interactive-choices";
import { Flow } from "#core/whatsapp/outgoing/interactive-flow";
import { Catalog, Product, ProductList } from "#core/whatsapp/outgoing/interactive-products";
import {
  AddressRequest,
  CallPermissionRequest,
  ContactInfoRequest,
  LocationRequest,
} from "#core/whatsapp/outgoing/interactive-requests";

/** Meta's kinds of payments, which are not sent from here. */
export const PAYMENT_KINDS: readonly unknown[] = ["order_details", "order_status"];

/** Meta's `interactive` object: every kind but those of payments. */
export const InteractiveContent = z
  .discriminatedUnion("type", [
    ReplyButtons,
    List,
    LinkButton,
    Flow,
    Product,
    ProductList,
    Catalog,
    LocationRequest,
    AddressRequest,
    ContactInfoRequest,
    CallPermissionRequest,
    Carousel,
  ])
  .meta({ description: "Meta's `interactive` object; each kind has its own action." });
