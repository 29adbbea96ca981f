"""Pairs of news items of many kinds, and what the second does to the state of the first."""

# Each story opens with sentences on other matters of the same topic, so that something must be
# picked. Then: (day of June, earlier item, day of June, later item, what it comes to).
AROUND = (
    "The harbour town of Velm has 40,000 inhabitants and two railway stations.",
    "Prices in the shops went up by 3 percent last year.",
    "The mayor, Ines Halvor, spoke to reporters outside the town hall.",
    "Rain is forecast for the whole of the coming week.",
    "A museum of fishing opened in the old customs house in April.",
    "Nobody answered the telephone at the ministry on Monday.",
)
Pair = tuple[int, str, int, str, str]
ELECTIONS: tuple[Pair, ...] = (
    (
        1,
        "The run-off between Marta Oyelaran and Piet Krol will be held on 14 June.",
        9,
        "Election officials have pushed back the second round to 28 June because ballots are late.",
        "planned -> postponed",
    ),
    (
        1,
        "The run-off between Marta Oyelaran and Piet Krol will be held on 14 June.",
        14,
        "Voters went to the polls on Sunday for the run-off between Marta Oyelaran and Piet Krol.",
        "planned -> happened",
    ),
    (
        3,
        "Piet Krol is expected to face his rival in a television debate on Thursday.",
        4,
        "Thursday's debate is off after Mr Krol withdrew, the broadcaster said.",
        "planned -> cancelled",
    ),
)
STRIKES: tuple[Pair, ...] = (
    (
        1,
        "Train drivers are to walk out for 48 hours from Friday, their union said.",
        4,
        "The union called off Friday's rail strike after a last-minute pay offer.",
        "planned -> cancelled",
    ),
    (
        1,
        "Nurses at the two city hospitals plan to stop work on 10 June.",
        8,
        "The nurses' walkout set for 10 June has been put off by a week, hospital managers said.",
        "planned -> postponed",
    ),
    (
        2,
        "Dockers rejected the employers' pay offer of 4 percent.",
        9,
        "The dockers' union now says its members will take the pay offer of the employers.",
        "refused -> planned",
    ),
    (
        1,
        "Train drivers are to walk out for 48 hours from Friday, their union said.",
        5,
        "Train drivers walked out on Friday and most stations in the north stood empty.",
        "planned -> happened",
    ),
)
COURTS: tuple[Pair, ...] = (
    (
        1,
        "The trial of the banker Anselm Roth is due to open on 12 June.",
        11,
        "The court adjourned the trial of Anselm Roth until 3 July because a judge is ill.",
        "planned -> postponed",
    ),
    (
        1,
        "The court is expected to give its verdict on the merger on Wednesday.",
        3,
        "The court ruled on Wednesday that the merger may go ahead.",
        "planned -> happened",
    ),
    (
        1,
        "Prosecutors demanded that the former minister Ruta Blaum hand over her passport.",
        4,
        "Ruta Blaum has handed over her passport to the prosecutors.",
        "demanded -> happened",
    ),
    (
        1,
        "Ruta Blaum took money from a builder, a witness told the court.",
        2,
        "Ms Blaum denied that she had ever taken money from the builder.",
        "denied",
    ),
)
BUSINESS: tuple[Pair, ...] = (
    (
        1,
        "Carmaker Dorna plans to close its plant at Esk in September.",
        8,
        "Dorna has scrapped its plan to shut the Esk plant.",
        "planned -> cancelled",
    ),
    (
        1,
        "The airline Nordair is in talks to buy its rival Skua, people close to the matter said.",
        2,
        "Nordair said there was no truth in reports that it was about to buy Skua.",
        "denied",
    ),
    (
        1,
        "The airline Nordair is in talks to buy its rival Skua, two people said.",
        3,
        "Nordair confirmed on Wednesday that it is in talks to buy Skua.",
        "reported -> confirmed",
    ),
    (
        1,
        "Shareholders of the brewery Lark are to meet on 15 June to vote on the sale.",
        12,
        "The Lark shareholder meeting of 15 June has been postponed until the autumn.",
        "planned -> postponed",
    ),
    (
        1,
        "Chief executive Odile Brandt intends to step down at the end of June.",
        10,
        "Odile Brandt resigned on Wednesday, three weeks earlier than she had said.",
        "planned -> happened",
    ),
)
TURNS: tuple[Pair, ...] = (
    (
        1,
        "The directors of Tamm rejected the offer of Orsa.",
        9,
        "The directors of Tamm unanimously recommend that shareholders accept the higher offer.",
        "refused -> confirmed",
    ),
)
DIPLOMACY: tuple[Pair, ...] = (
    (
        1,
        "The foreign ministers of Kessia and Morra will meet in Lisbon on Friday.",
        4,
        "Kessia's foreign minister will not travel to Lisbon, and the talks with Morra are off.",
        "planned -> cancelled",
    ),
    (
        1,
        "The foreign ministers of Kessia and Morra will meet in Lisbon on Friday.",
        6,
        "The ministers of Kessia and Morra sat down in Lisbon on Friday and talked for six hours.",
        "planned -> happened",
    ),
    (
        1,
        "Kessia is to sign the fisheries accord with Morra on 10 June.",
        9,
        "The signing of the fisheries accord has been delayed until 24 June, Morra said.",
        "planned -> postponed",
    ),
    (
        1,
        "Kessia asked Morra to release the crew of the trawler.",
        3,
        "Morra refused to release the crew of the trawler.",
        "demanded -> refused",
    ),
    (
        2,
        "Morra refused to release the crew of the trawler.",
        9,
        "Morra released the crew of the trawler on Tuesday and they sailed for home.",
        "refused -> happened",
    ),
    (
        1,
        "Kessia has agreed to withdraw its troops from the Tarn pass, a diplomat said.",
        2,
        "Kessia's president denied having agreed to any withdrawal from the Tarn pass.",
        "denied",
    ),
)
DISASTERS: tuple[Pair, ...] = (
    (
        1,
        "A relief convoy is due to reach the valley of Onn on Tuesday.",
        3,
        "The relief convoy got through to the valley of Onn late on Tuesday with tents and flour.",
        "planned -> happened",
    ),
    (
        1,
        "Engineers intend to blow up the damaged bridge on 8 June.",
        7,
        "The blasting of the bridge will now take place on 9 June instead of 8 June.",
        "planned -> postponed",
    ),
)
SCIENCE_AND_SPORT: tuple[Pair, ...] = (
    (
        1,
        "The rocket is scheduled to lift off on 11 June with two astronauts.",
        11,
        "The launch of the rocket was scrubbed minutes before lift-off because of wind.",
        "planned -> cancelled or postponed",
    ),
    (
        1,
        "The rocket is scheduled to lift off on 11 June with two astronauts.",
        11,
        "The rocket lifted off at dawn on Thursday with two astronauts on board.",
        "planned -> happened",
    ),
    (
        1,
        "The derby between Rovers and Albion is to be played on Saturday.",
        6,
        "Saturday's derby was called off an hour before kick-off because the pitch was frozen.",
        "planned -> cancelled",
    ),
    (
        1,
        "Coach Leo Amsel will leave Albion at the end of the season, The Globe reported.",
        2,
        "Albion said that Leo Amsel would not be leaving the club and denied the report.",
        "denied",
    ),
    (
        1,
        "Runner Ada Feld failed a doping test in April, her federation said.",
        3,
        "Ada Feld denied that she had ever taken a banned drug.",
        "denied",
    ),
)
POLITICS: tuple[Pair, ...] = (
    (
        1,
        "Parliament is to vote on the budget on Thursday.",
        4,
        "Parliament approved the budget on Thursday by 61 votes to 58.",
        "planned -> happened",
    ),
    (
        1,
        "Parliament is to vote on the budget on Thursday.",
        3,
        "Thursday's budget vote has been put back to next week, the speaker said.",
        "planned -> postponed",
    ),
    (
        1,
        "The opposition called for the resignation of the health minister, Jon Aldana.",
        2,
        "Health minister Jon Aldana ruled out resigning.",
        "demanded -> refused",
    ),
    (
        1,
        "The opposition called for the resignation of the health minister, Jon Aldana.",
        8,
        "Health minister Jon Aldana stepped down on Monday.",
        "demanded -> happened",
    ),
    (
        1,
        "The government intends to raise the pension age to 67.",
        9,
        "The government has dropped its plan to raise the pension age.",
        "planned -> cancelled",
    ),
)
WAR: tuple[Pair, ...] = (
    (
        1,
        "A truce between the army and the rebels is to begin at midnight on Friday.",
        6,
        "The truce between the army and the rebels took effect at midnight.",
        "planned -> happened",
    ),
    (
        1,
        "The two sides are to swap 50 prisoners on Wednesday at the Tarn bridge.",
        3,
        "There was no exchange on Wednesday: the swap of prisoners has been postponed.",
        "planned -> postponed",
    ),
    (
        3,
        "The exchange of prisoners at the Tarn bridge has been postponed, the Red Cross said.",
        8,
        "The exchange of prisoners will now take place on 12 June, the Red Cross said.",
        "postponed -> planned",
    ),
    (
        1,
        "The army has taken the town of Orsk, a general said.",
        2,
        "The rebels denied that the army had taken Orsk.",
        "denied",
    ),
)
ALL = (
    *ELECTIONS, *STRIKES, *COURTS, *BUSINESS, *DIPLOMACY, *DISASTERS, *SCIENCE_AND_SPORT,
    *POLITICS, *WAR, *TURNS,
)  # fmt: skip
