"""Cities and cloud regions that subprocessor lists name, with their countries."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_CITIES = {
    "US": """seattle; san francisco; mountain view; denver; new york city; nyc; palo alto; san jose;
        sunnyvale; menlo park; redwood city; santa clara; san mateo; los angeles; san diego;
        oakland; austin; dallas; houston; chicago; boston; cambridge ma; atlanta; miami;
        portland oregon; phoenix; salt lake city; ashburn; redmond; brooklyn; philadelphia;
        pittsburgh; columbus; charlotte; raleigh; nashville; minneapolis; detroit; las vegas;
        kansas city; st louis; sacramento; boulder; council bluffs; boardman; the dalles;
        moncks corner; cheyenne; quincy; silicon valley; cupertino; culver city; bellevue""",
    "DE": """berlin; frankfurt; frankfurt am main; munich; munchen; hamburg; cologne; koln;
        dusseldorf; nuremberg; nurnberg; falkenstein; stuttgart; karlsruhe; leipzig; dresden;
        hannover; bremen; bonn; gunzenhausen; heidelberg; montabaur; francfort; berlijn; aachen""",
    "FR": """paris; marseille; lyon; strasbourg; roubaix; gravelines; lille; toulouse; nantes;
        bordeaux; montpellier; rennes; parijs; grenoble; sophia antipolis""",
    "IE": "dublin; cork; galway; limerick",
    "NL": """amsterdam; rotterdam; eemshaven; the hague; den haag; utrecht; groningen; eindhoven;
        delft; middenmeer; haarlem; arnhem; nijmegen""",
    "GB": """london; londres; manchester; edinburgh; cardiff; slough; birmingham; bristol; leeds;
        glasgow; belfast; reading uk; cambridge uk; oxford; londen""",
    "BE": "brussels; bruxelles; brussel; st ghislain; saint ghislain; antwerp; ghent; leuven",
    "SE": "stockholm; lulea; gothenburg; goteborg; malmo; uppsala; gavle",
    "DK": "copenhagen; kopenhagen; copenhague; aarhus; odense",
    "FI": "helsinki; hamina; espoo; tampere",
    "NO": "oslo; stavanger; bergen",
    "CH": "zurich; zurich switzerland; geneva; geneve; genf; bern; basel; lausanne; zug",
    "AT": "vienna; wien; graz; linz; salzburg",
    "ES": "madrid; barcelona; valencia; malaga; bilbao; sevilla; zaragoza",
    "IT": "milan; milano; rome; roma; turin; torino; mailand; bologna; firenze; florence",
    "PT": "lisbon; lisboa; porto",
    "PL": "warsaw; warszawa; krakow; wroclaw; poznan; gdansk; warschau",
    "CZ": "prague; praha; prag; brno; ostrava",
    "EE": "tallinn; tartu",
    "LV": "riga",
    "LT": "vilnius; kaunas",
    "HU": "budapest",
    "RO": "bucharest; bucuresti; cluj napoca; cluj; iasi",
    "BG": "sofia",
    "GR": "athens; thessaloniki",
    "HR": "zagreb",
    "SI": "ljubljana",
    "SK": "bratislava",
    "LU": "luxembourg city",
    "IS": "reykjavik",
    "CY": "nicosia; limassol",
    "MT": "valletta",
    "RS": "belgrade",
    "UA": "kyiv; kiev; lviv",
    "TR": "istanbul; ankara",
    "IL": "tel aviv; jerusalem; haifa; herzliya; ramat gan",
    "AE": "dubai; abu dhabi",
    "CA": """toronto; montreal; vancouver; ottawa; calgary; waterloo; quebec; ontario; beauharnois;
        british columbia; alberta; kitchener""",
    "AU": "sydney; melbourne; brisbane; perth; canberra; adelaide; new south wales; queensland",
    "NZ": "auckland; wellington; christchurch",
    "JP": "tokyo; osaka; kyoto",
    "KR": "seoul; busan",
    "SG": "singapore",
    "IN": """mumbai; bangalore; bengaluru; delhi; new delhi; hyderabad; chennai; pune; gurgaon;
        gurugram; noida; kolkata; ahmedabad""",
    "CN": "beijing; shanghai; shenzhen; hangzhou; guangzhou; ningxia",
    "TW": "taipei; changhua",
    "ID": "jakarta",
    "MY": "kuala lumpur",
    "TH": "bangkok",
    "PH": "manila; makati; cebu",
    "VN": "ho chi minh city; hanoi",
    "BR": "sao paulo; rio de janeiro",
    "AR": "buenos aires",
    "CL": "santiago de chile",
    "CO": "bogota; medellin",
    "MX": "mexico city; ciudad de mexico; queretaro; guadalajara",
    "UY": "montevideo",
    "ZA": "johannesburg; cape town",
    "KE": "nairobi",
    "EG": "cairo",
    "QA": "doha",
    "BH": "manama",
    "SA": "riyadh; dammam",
}
_REGIONS = {
    "US": """us-east-1 us-east-2 us-west-1 us-west-2 us-gov-west-1 us-gov-east-1 us-central1
        us-east1 us-east4 us-east5 us-west1 us-west2 us-west3 us-west4 us-south1 eastus eastus2
        centralus westus westus2 westus3 northcentralus southcentralus westcentralus nyc1 nyc2
        nyc3 sfo1 sfo2 sfo3 iad1 sfo1 pdx1 cle1""",
    "DE": "eu-central-1 europe-west3 europe-west10 germanywestcentral germanynorth fra1 nbg1 fsn1",
    "FR": "eu-west-3 europe-west9 francecentral francesouth cdg1 fr-par",
    "IE": "eu-west-1 northeurope dub1",
    "GB": "eu-west-2 europe-west2 uksouth ukwest lon1 lhr1",
    "NL": "europe-west4 westeurope ams2 ams3 nl-ams",
    "BE": "europe-west1",
    "SE": "eu-north-1 swedencentral europe-north2 arn1",
    "FI": "europe-north1 hel1",
    "CH": "eu-central-2 europe-west6 switzerlandnorth switzerlandwest",
    "IT": "eu-south-1 europe-west8 europe-west12 italynorth",
    "ES": "eu-south-2 europe-southwest1 spaincentral",
    "PL": "europe-central2 polandcentral pl-waw",
    "NO": "norwayeast norwaywest",
    "CA": "ca-central-1 ca-west-1 northamerica-northeast1 northamerica-northeast2"
    " canadacentral canadaeast tor1",
    "AU": "ap-southeast-2 ap-southeast-4 australia-southeast1 australia-southeast2"
    " australiaeast australiasoutheast syd1",
    "SG": "ap-southeast-1 asia-southeast1 southeastasia sgp1 sin1",
    "JP": "ap-northeast-1 ap-northeast-3 asia-northeast1 asia-northeast2 japaneast japanwest"
    " hnd1 kix1",
    "KR": "ap-northeast-2 asia-northeast3 koreacentral icn1",
    "IN": "ap-south-1 ap-south-2 asia-south1 asia-south2 centralindia southindia blr1 bom1",
    "HK": "ap-east-1 asia-east2 eastasia hkg1",
    "TW": "asia-east1",
    "BR": "sa-east-1 southamerica-east1 brazilsouth gru1",
    "AE": "me-central-1 uaenorth",
    "BH": "me-south-1",
    "IL": "il-central-1 me-west1 israelcentral",
    "ZA": "af-south-1 southafricanorth cpt1",
    "ID": "ap-southeast-3 asia-southeast2",
}


def _by_name(table: Mapping[str, str], mark: str | None) -> Mapping[str, str]:
    return MappingProxyType(
        {
            " ".join(name.split()): code
            for code, names in table.items()
            for name in names.split(mark)
        }
    )


CITIES: Final = _by_name(_CITIES, ";")
"""City, in lower case without accents → country."""
REGIONS: Final = _by_name(_REGIONS, None)
"""Cloud region, as the providers call it → country."""
