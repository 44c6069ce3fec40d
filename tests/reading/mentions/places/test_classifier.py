"""Names that are not places."""

from __future__ import annotations

import pytest

from mention_helpers import places


@pytest.mark.parametrize(
    ("text", "trap"),
    [
        ("Of the dead, two were children.", "Of"),
        ("The bomb killed Michael Jordan and two guards.", "Jordan"),
        ("Mayor London Breed spoke to reporters.", "London"),
        ("Hit by mortar fire, the column turned back.", "Hit"),
        ("General Austin said that the operation was over.", "Austin"),
        ("In August the fighting stopped.", "August"),
        ("In March the fighting resumed.", "March"),
        ("The UN condemned the attack.", "UN"),
        ("Doctors tested the wounded for HIV.", "HIV"),
        ("The EU imposed sanctions.", "EU"),
        ("Mr. Washington denied the report.", "Washington"),
        ("Chelsea Clinton arrived later.", "Chelsea"),
        ("The New York Times reported the strike.", "New York Times"),
        ("Both sides agreed. Most fighters left.", "Most"),
        ("The University was closed.", "University"),
        ("Police opened fire. Police said nothing.", "Police"),
        ("Paris Hilton denied the claim.", "Hilton"),
        ("Many of them fled. Nobody stayed.", "Many"),
        ("The Army withdrew. Army units returned.", "Army"),
        ("Two soldiers died. Victoria Smith, a nurse, was hurt.", "Victoria"),
        ("Sergeant Paris was wounded.", "Paris"),
        ("Colonel Ali Hassan gave the order.", "Ali"),
        ("Meanwhile, shelling went on.", "Meanwhile"),
        ("On Sunday the truce began.", "Sunday"),
        ('He said: "No."', "No"),
        ("Then the Centre was evacuated.", "Centre"),
        ("South of the river, shells fell.", "South"),
        ("Reporters quoted Sydney Carton as a witness.", "Sydney"),
        ("Of those held, most were freed.", "Of"),
        ("The strike hit Hit-and-run units. Hit again, they fled.", "Hit"),
        ("President Jordan Bardella spoke.", "Jordan"),
        ("Islamic State of Iraq and the Levant fighters fled.", "Levant"),
        ("Captain Israel Cohen was killed.", "Israel"),
        ("In May the siege was lifted.", "May"),
        ("Prime Minister Theresa May condemned it.", "May"),
        ("Sources said the AK-47 rifles came by sea. Sources agreed.", "Sources"),
        ("Dr. Chad Smith treated the wounded.", "Chad"),
        ("Save the Children closed its office.", "Save"),
        ("Both were released. Both went home.", "Both"),
        ("Several Toyota trucks burned.", "Toyota"),
        ("Grad rockets fell. Grad launchers were destroyed.", "Grad"),
        ("General Chad Brown and Sergeant Georgia Hill were wounded.", "Chad"),
        ("General Chad Brown and Sergeant Georgia Hill were wounded.", "Georgia"),
        ("A convoy of Ford pickups and Ural trucks left.", "Ural"),
        ("A U.S. airstrike near Sarmada killed two.", "U.S."),
        ("The wall was built about 575 B.C. by a king.", "B.C."),
        ("He was killed in Syria on Thanksgiving Day.", "Day"),
        ("The Islamic Movement of Uzbekistan and the Caucasus claimed it.", "Caucasus"),
    ],
)
def test_words_people_and_groups_are_not_places(text: str, trap: str) -> None:
    assert trap not in [one.ref.text for one in places(text)]


def test_person_before_an_office_is_not_a_place() -> None:
    found = [mention.ref.text for mention in places("The town was visited by Joanna Belwick, Ukraine envoy of a charity.")]
    assert "Joanna Belwick" not in found and "Belwick" not in found
