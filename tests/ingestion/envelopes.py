"""StUF-GGK envelopes around a message, and the fault that the exchange sends back."""

import base64

GGK = "http://www.stufstandaarden.nl/koppelvlak/ggk0210"
STUF = "http://www.egem.nl/StUF/StUF0301"
REFERENCE = "0c9d2d04-6a4e-4b0c-9d0e-0123456789ab"
KINDS = {"Di01": "envelopHeenbericht-ggk_Di01", "Du01": "envelopRetourbericht-ggk_Du01"}


def envelope(
    message: bytes,
    functie: str,
    *,
    berichtcode: str = "Di01",
    moment: str = "20260701093000",
    reference: str = REFERENCE,
    content: str = "",
    line_end: str = "\r\n",
) -> bytes:
    """An envelope around a message; `content` replaces the element that holds it."""
    encoded = base64.b64encode(message).decode()
    root = KINDS[berichtcode]
    cross = f"\n    <StUF:crossRefnummer>{REFERENCE}</StUF:crossRefnummer>" if berichtcode == "Du01" else ""
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<GGK:{root} xmlns:StUF="{STUF}" xmlns:GGK="{GGK}">
  <GGK:stuurgegevens>
    <StUF:berichtcode>{berichtcode}</StUF:berichtcode>
    <StUF:zender><StUF:organisatie>0268</StUF:organisatie><StUF:applicatie>Proef</StUF:applicatie></StUF:zender>
    <StUF:ontvanger><StUF:organisatie>12345678</StUF:organisatie><StUF:applicatie>GGk</StUF:applicatie></StUF:ontvanger>
    <StUF:referentienummer>{reference}</StUF:referentienummer>
    <StUF:tijdstipBericht>{moment}</StUF:tijdstipBericht>{cross}
    <StUF:functie>{functie}</StUF:functie>
  </GGK:stuurgegevens>
  <GGK:parameters>
    <GGK:applicatieVersie>0001</GGK:applicatieVersie>
    <GGK:applicatieSubversie>0000</GGK:applicatieSubversie>
    <GGK:functieVersie>0003</GGK:functieVersie>
    <GGK:functieSubversie>0002</GGK:functieSubversie>
    <GGK:bericht>
      {content or f"<GGK:xmlBestand>{encoded}</GGK:xmlBestand>"}
    </GGK:bericht>
  </GGK:parameters>
</GGK:{root}>
"""
    return text.replace("\n", line_end).encode()


def fault(code: str, *, details: str = "JW315-00010004", description: str = "") -> bytes:
    """A Fo01 about a message that was sent."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<StUF:Fo01Bericht xmlns:StUF="{STUF}">
  <StUF:stuurgegevens>
    <StUF:berichtcode>Fo01</StUF:berichtcode>
    <StUF:zender><StUF:organisatie>IB</StUF:organisatie><StUF:applicatie>GGK</StUF:applicatie></StUF:zender>
    <StUF:ontvanger><StUF:organisatie>0268</StUF:organisatie><StUF:applicatie>Proef</StUF:applicatie></StUF:ontvanger>
    <StUF:referentienummer>78002f23-5bc5-4e3e-96ad-1d209d32a5d5</StUF:referentienummer>
    <StUF:tijdstipBericht>20260702100000</StUF:tijdstipBericht>
    <StUF:crossRefnummer>{REFERENCE}</StUF:crossRefnummer>
  </StUF:stuurgegevens>
  <StUF:body>
    <StUF:code>{code}</StUF:code>
    <StUF:plek>client</StUF:plek>
    <StUF:omschrijving>{description}</StUF:omschrijving>
    <StUF:details>{details}</StUF:details>
    <StUF:detailsXML><root/></StUF:detailsXML>
  </StUF:body>
</StUF:Fo01Bericht>
""".encode()
